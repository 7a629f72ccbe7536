// Package files keeps what people attach, outside the database: in a folder, or in a
// bucket that speaks the protocol of S3.
//
// It keeps bytes under names that its callers make at random, and gives them back.
// What has been put is durable when Put returns: a row that names it may then be
// committed. What no row names is taken away some time later by whoever knows the
// rows; a name is never used twice.
//
// It also makes of what people send what may be kept: pictures are decoded and
// written anew, so that nothing that was hidden in them remains, neither places nor
// programs; of anything else only PDF is taken, and never shown in a page of ours.
package files
