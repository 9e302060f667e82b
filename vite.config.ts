import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes `.br` and `.gz` beside each asset once, so that the server never compresses while it answers. */
function precompressed(): Plugin {
  const squeeze = {
    gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
    br: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  }
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const assets = join(dir ?? '', 'assets')
      for (const name of await readdir(assets)) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const bytes = await readFile(join(assets, name))
        for (const [ending, pack] of Object.entries(squeeze)) {
          await writeFile(join(assets, `${name}.${ending}`), await pack(bytes))
        }
      }
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), precompressed()],
  // The server replaces the placeholder in index.html by a new nonce for every answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Domestic browsers are built on older Chromium.
    target: 'chrome108',
    assetsInlineLimit: 0,
    rolldownOptions: {
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
