/** Whether the service lives and can work 服务自身的状态. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import packageFile from '../package.json' with { type: 'json' }
import type { App, Context } from './context.ts'
import { problem } from './problem.ts'

export const VERSION: string = packageFile.version
/** Below this a write could be the one that fills the disk. */
const DISK_FLOOR_BYTES = 100 * 1024 * 1024

const state = z.object({ status: z.enum(['ok', 'ready']), version: z.string(), dataVersion: z.int() })

/** `/api/health`: the process answers. `/api/ready`: it can also save (503 with the reason if it cannot). */
export function houseRoutes(app: App, { db }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/health',
    config: { allow: 'public' },
    schema: { tags: ['house'], summary: '服务是否在运行', response: { 200: state } },
    handler: () => ({ status: 'ok' as const, version: VERSION, dataVersion: db.dataVersion() }),
  })

  app.route({
    method: 'GET',
    url: '/api/ready',
    config: { allow: 'public' },
    schema: { tags: ['house'], summary: '服务能否保存数据', response: { 200: state } },
    handler: () => {
      const { bavail, bsize } = statfsSync(dirname(db.reader.name))
      if (bavail * bsize < DISK_FLOOR_BYTES)
        throw problem('unavailable', { detail: { zh: '磁盘空间不足，暂时不能保存。', en: 'The disk is nearly full.' } })
      if (!db.writable())
        throw problem('unavailable', { detail: { zh: '数据库现在不能写入。', en: 'The database cannot be written.' } })
      return { status: 'ready' as const, version: VERSION, dataVersion: db.dataVersion() }
    },
  })
}
