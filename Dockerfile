# Folkmoot in one small image: the program, certificates, time zones, a folder
# for data, and nobody to log in as.

FROM node:20 AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM golang:1.26 AS server
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=frontend /src/frontend/build/ frontend/build/
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags timetzdata -ldflags='-s -w' -o /out/ ./cmd/...
RUN mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=server /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=server /out/folkmoot /usr/bin/folkmoot
COPY --from=server --chown=65532:65532 /out/data /data
COPY --from=server --chown=65532:65532 /out/tmp /tmp
ENV PATH=/usr/bin \
    FOLKMOOT_LISTEN=:8080 \
    FOLKMOOT_DATA_DIR=/data
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["/usr/bin/folkmoot", "health"]
ENTRYPOINT ["/usr/bin/folkmoot"]
CMD ["serve"]
