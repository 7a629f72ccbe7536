package files

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// A bucket keeps files as objects of a store that speaks S3.
type bucket struct {
	client *minio.Client
	name   string
}

// openBucket looks whether the bucket is there: what is wrong in a setting is to be
// said at the start, and not to whoever attaches the first picture.
func openBucket(ctx context.Context, address *url.URL) (Store, error) {
	secret, _ := address.User.Password()
	client, err := minio.New(address.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(address.User.Username(), secret, ""),
		Secure: address.Scheme == "s3", Region: address.Query().Get("region"), BucketLookup: minio.BucketLookupPath,
	})
	if err != nil {
		return nil, fmt.Errorf("files at %s: %w", address.Host, err)
	}
	name := strings.Trim(address.Path, "/")
	there, err := client.BucketExists(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("files at %s: %w", address.Host, err)
	}
	if !there {
		return nil, fmt.Errorf("files at %s: there is no bucket %q; please make it", address.Host, name)
	}
	return bucket{client: client, name: name}, nil
}

// Put stores an object.
func (b bucket) Put(ctx context.Context, name string, content []byte) error {
	if err := mustBeName(name); err != nil {
		return err
	}
	_, err := b.client.PutObject(ctx, b.name, name, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{})
	return unreachable("keep a file", err)
}

// Get reads an object.
func (b bucket) Get(ctx context.Context, name string) (content []byte, err error) {
	if err := mustBeName(name); err != nil {
		return nil, err
	}
	object, err := b.client.GetObject(ctx, b.name, name, minio.GetObjectOptions{})
	if err == nil {
		defer func() { _ = object.Close() }() // it was read to its end, or failed
		content, err = io.ReadAll(object)
	}
	if minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
		return nil, fault.Gone("file")
	}
	return content, unreachable("read a file", err)
}

// Delete removes an object.
func (b bucket) Delete(ctx context.Context, name string) error {
	if err := mustBeName(name); err != nil {
		return err
	}
	err := b.client.RemoveObject(ctx, b.name, name, minio.RemoveObjectOptions{})
	if minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
		return nil
	}
	return unreachable("remove a file", err)
}

// Each lists the objects.
func (b bucket) Each(ctx context.Context, visit func(name string, put time.Time) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop() // the list, if visit ends it
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Recursive: true}) {
		if object.Err != nil {
			return unreachable("list the files", object.Err)
		}
		if !names.MatchString(object.Key) {
			continue
		}
		if err := visit(object.Key, object.LastModified); err != nil {
			return err
		}
	}
	return nil
}

// unreachable says that the store does not answer as it should: nobody did anything
// wrong, and it may well work in a moment.
func unreachable(what string, err error) error {
	if err == nil {
		return nil
	}
	return &fault.Error{
		Kind: fault.Unavailable, Message: "The files cannot be reached at the moment. Please try again in a minute.",
		Err: fmt.Errorf("%s: %w", what, err),
	}
}
