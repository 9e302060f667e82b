import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes `.br` and `.gz` beside each asset once, so that the server never compresses while it answers. */
function precompressed(): Plugin {
  // The best quality takes seconds on the page reader of 1.3 MB, and `npm start` would wait for it.
  const quality = (bytes: Buffer) => (bytes.length > 400_000 ? 6 : constants.BROTLI_MAX_QUALITY)
  const squeeze = {
    gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
    br: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality(bytes) } }),
  }
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/^assets\/.*\.(m?js|css|svg)$/.test(name)) continue
        const file = join(dir ?? '', name)
        const bytes = await readFile(file)
        for (const [ending, pack] of Object.entries(squeeze)) await writeFile(`${file}.${ending}`, await pack(bytes))
      }
    },
  }
}

const WEEK = 7 * 24 * 3_600_000

/**
 * Pages that run go on while a build is written beside them: nothing is emptied first, files are named by their content,
 * and those of an older build are taken away once no server started from it can be running any more.
 */
function keptForAWeek(): Plugin {
  return {
    name: 'kept-for-a-week',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const assets = join(dir ?? '', 'assets')
      for (const name of await readdir(assets)) {
        if (`assets/${name.replace(/\.(br|gz)$/, '')}` in bundle) continue
        const file = join(assets, name)
        const { mtimeMs } = await stat(file)
        if (Date.now() - mtimeMs > WEEK) await rm(file, { force: true })
      }
    },
  }
}

/**
 * What the page reader of the review page fetches when a document needs it: tables of Chinese encodings, the standard
 * fonts, and the decoders of scanned pages that do without WebAssembly, which our policy does not allow. All from here,
 * nothing from outside.
 */
function pdfResources(): Plugin {
  const wanted = { cmaps: /\.bcmap$/, standard_fonts: /\.(pfb|ttf)$/, wasm: /_nowasm_fallback\.js$/ }
  const home = new URL('node_modules/pdfjs-dist/', import.meta.url)
  const files = async () => {
    const found = Object.entries(wanted).map(async ([folder, pattern]) => {
      const names = await readdir(new URL(`${folder}/`, home))
      return names.filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`)
    })
    return (await Promise.all(found)).flat()
  }
  return {
    name: 'pdf-resources',
    async generateBundle() {
      for (const name of await files())
        this.emitFile({ type: 'asset', fileName: `pdf/${name}`, source: await readFile(new URL(name, home)) })
    },
    configureServer(server) {
      server.middlewares.use('/pdf/', (request, response, next) => {
        const name = decodeURIComponent(request.url ?? '').replace(/^\//, '')
        if (!/^(cmaps|standard_fonts|wasm)\/[\w.-]+$/.test(name)) return next()
        if (name.endsWith('.js')) response.setHeader('content-type', 'text/javascript')
        readFile(new URL(name, home)).then((bytes) => response.end(bytes), next)
      })
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), precompressed(), keptForAWeek(), pdfResources()],
  // The server replaces the placeholder in index.html by a new nonce for every answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    // Domestic browsers are built on older Chromium.
    target: 'chrome108',
    assetsInlineLimit: 0,
    // The page reader of the review page is one piece of 502 kB, fetched with the first PDF alone.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // How long our own plugin takes is known: it packs every file as small as it can be.
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          // Pages, charts and the calendar split off by themselves, where they are imported late.
          groups: [{ name: 'react', test: /node_modules[/](react|react-dom|scheduler)[/]/ }],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
