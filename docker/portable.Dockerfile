# syntax=docker/dockerfile:1

# The image of the portable app: its files were built by `npm run dist`, nothing is downloaded but one library of the
# system. Give the archive that holds this file to `docker build -t apple-juicer -`.
ARG BASE=debian:bookworm-slim
FROM ${BASE}
ARG TARGETARCH=amd64
LABEL org.opencontainers.image.title="Apple Juicer" \
      org.opencontainers.image.licenses="Apache-2.0"

# Node needs libatomic, which small images lack.
RUN ldconfig -p | grep -q libatomic.so.1 \
  || (apt-get update && apt-get install -y --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*)
COPY linux-${TARGETARCH} /opt/apple-juicer
COPY LICENSE THIRD-PARTY-LICENSES.txt /opt/apple-juicer/

# Backups are mounted read-only at the first, what is ours lives in the second; the sandbox in /tmp is best a tmpfs.
RUN mkdir -p /data/ios_backups && install -d -m 700 -o 1000 -g 1000 /var/lib/apple-juicer
USER 1000:1000
WORKDIR /var/lib/apple-juicer
VOLUME /var/lib/apple-juicer
ENV NODE_ENV=production \
    SQLITE_TMPDIR=/var/lib/apple-juicer \
    APPLE_JUICER_BACKUP_PATHS__BASE_PATH=/data/ios_backups \
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS=false \
    APPLE_JUICER_POSTGRES__DSN=sqlite:////var/lib/apple-juicer/apple_juicer.db \
    APPLE_JUICER_API__HOST=0.0.0.0 \
    APPLE_JUICER_API__PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["/opt/apple-juicer/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.APPLE_JUICER_API__PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/opt/apple-juicer/bin/node", "/opt/apple-juicer/dist/cli-main.js"]
CMD ["serve"]
