/** Serves the built web: one page for every address of the client, and its files. */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './context.ts'
import { pagePolicy } from './headers.ts'

/** Stands in the built page where the nonce of the answer goes. */
const PLACEHOLDER = '__NONCE__'
const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>页面尚未构建</title>
<h1>页面尚未构建</h1>
<p>接口已经可用。要看到页面，请在项目文件夹运行 <code>npm run build</code>，然后刷新。</p>
<p lang="en">The pages are not built yet. Run <code>npm run build</code> in the project folder, then reload.</p>
</html>
`

/**
 * `webRoot` is the folder of the build. Files named by their content hash (`assets/`) may be kept for ever, others are
 * asked for again; `.br` and `.gz` beside a file are sent to whoever takes them. The page is made anew for each answer,
 * because it carries the nonce of its styles.
 */
export function webRoutes(app: App, webRoot: string): void {
  app.register(fastifyStatic, { root: webRoot, serve: false, preCompressed: true, suppressWarning: true })
  let built: { page: string; files: Set<string> } | undefined

  app.route({
    method: 'GET',
    url: '/*',
    config: { allow: 'public' },
    schema: { hide: true },
    handler: (request, reply) => {
      built ??= readBuild(webRoot)
      const path = request.url.slice(1).replace(/\?.*$/s, '')
      if (built?.files.has(path)) {
        const hashed = path.startsWith('assets/')
        if (!hashed) reply.header('cache-control', 'no-cache')
        return reply.sendFile(path, hashed ? { maxAge: '365d', immutable: true } : { cacheControl: false })
      }
      if (isNoPage(path)) return reply.callNotFound()
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache')
      if (!built) return reply.code(503).send(NOT_BUILT)
      const nonce = randomBytes(16).toString('base64')
      reply.header('content-security-policy', pagePolicy(nonce))
      return reply.send(built.page.replaceAll(PLACEHOLDER, nonce))
    },
  })
}

/** Addresses of the client hold no dot and do not begin like the API. */
function isNoPage(path: string): boolean {
  return /^(api|assets)(\/|$)/.test(path) || path.slice(path.lastIndexOf('/') + 1).includes('.')
}

function readBuild(webRoot: string): { page: string; files: Set<string> } | undefined {
  const page = join(webRoot, 'index.html')
  if (!existsSync(page)) return undefined
  const files = readdirSync(webRoot, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(webRoot.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => file !== 'index.html')
  return { page: readFileSync(page, 'utf8'), files: new Set(files) }
}
