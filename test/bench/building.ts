/** What a browser has to fetch: sizes of the built web, for the first view and for each page after it. */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** kB as they go over the net. */
export type Sizes = { name: string; gzip: number; brotli: number }

type Chunk = {
  file: string
  src?: string
  isEntry?: boolean
  isDynamicEntry?: boolean
  imports?: string[]
  css?: string[]
}

/** Builds the web into a folder and measures it: the overview first, then what each page adds to what is there. */
export function measureBuild(folder: string): Sizes[] {
  const { status } = spawnSync('vite', ['build', '--logLevel', 'warn', '--manifest', '--outDir', folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The web could not be built.')
  const chunks = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const filesOf = (name: string, files = new Set<string>()): Set<string> => {
    const chunk = chunks[name]
    if (!chunk || files.has(chunk.file)) return files
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const one of chunk.imports ?? []) filesOf(one, files)
    return files
  }
  const sized = (name: string, files: Iterable<string>): Sizes => {
    const sum = (ending: string) =>
      [...files].reduce((all, file) => all + statSync(join(folder, file + ending)).size, 0)
    return { name, gzip: sum('.gz') / 1000, brotli: sum('.br') / 1000 }
  }
  const page = readFileSync(join(folder, 'index.html'))
  const shell = filesOf('index.html')
  const first = filesOf('summary/OverviewPage.tsx', new Set(shell))
  const view = sized('first view (page, styles, code of the overview)', first)
  const later = Object.values(chunks)
    .filter((chunk) => chunk.isDynamicEntry && chunk.src !== 'summary/OverviewPage.tsx')
    .map(({ src = '' }) =>
      sized(
        basename(src).replace(/\.tsx?$/, ''),
        [...filesOf(src)].filter((file) => !first.has(file)),
      ),
    )
  return [
    {
      ...view,
      gzip: view.gzip + gzipSync(page).length / 1000,
      brotli: view.brotli + brotliCompressSync(page).length / 1000,
    },
    ...later.sort((a, b) => b.gzip - a.gzip),
  ]
}
