# The image of a release: the static binary, and the certificates that the API's address is checked with.
FROM golang:1.26.8 AS certificates

FROM scratch
ARG TARGETPLATFORM
COPY --from=certificates /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY $TARGETPLATFORM/argosctl /usr/bin/argosctl
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/usr/bin/argosctl"]
