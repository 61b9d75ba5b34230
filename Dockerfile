FROM node:24-alpine AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
# This also leaves compiled code, which the same Node.js uses in the image.
RUN npm run build

FROM node:24-alpine
LABEL org.opencontainers.image.title="lightfield-contacts-mcp" \
      org.opencontainers.image.licenses="MIT" \
      io.modelcontextprotocol.server.name="io.github.lightfield-contacts-mcp/lightfield-contacts-mcp"
ENV NODE_ENV=production
COPY --from=build /build/dist /app
# For a volume that keeps the cache.
RUN install -d -o node -g node -m 700 /home/node/.cache/lightfield-contacts-mcp
USER node
WORKDIR /home/node
ENTRYPOINT ["node", "/app/cli.js"]
