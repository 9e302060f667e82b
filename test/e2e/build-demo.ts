/** Builds the demo once for all files of browser tests; each copies it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    demoFolder: string
  }
}

export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  const env = { ...process.env, DATA_DIR: folder }
  const built = spawnSync('node', ['seeds/demo-command.ts', '--build-only'], { env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The demo was not built:\n${built.stdout}\n${built.stderr}`)
  project.provide('demoFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
