# syntax=docker/dockerfile:1

# Builds what `npm pack` would hold.
FROM node:26.10.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json web/
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# The libraries it needs to run; Node is in the image already.
FROM node:26.10.0-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
COPY web/package.json web/
RUN npm ci --omit=dev --ignore-scripts --workspaces=false \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:26.10.0-bookworm-slim
LABEL org.opencontainers.image.title="Apple Juicer" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=libraries /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY --from=build /app/web/dist /app/web/dist
COPY package.json README.md LICENSE CHANGELOG.md /app/
COPY bin /app/bin
COPY docs /app/docs

# Backups are mounted read-only at the first, what is ours lives in the second; the sandbox in /tmp is best a tmpfs.
RUN mkdir -p /data/ios_backups && install -d -m 700 -o node -g node /var/lib/apple-juicer
USER node
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
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.APPLE_JUICER_API__PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/apple-juicer.js"]
CMD ["serve"]
