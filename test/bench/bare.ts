/**
 * The least that Fastify can do. `node test/bench/bare.ts FILE`: a route that answers kept bytes. `… --writes FILE`: one
 * that writes a row of what is sent to a SQLite file and answers once the disk has it.
 */
import { readFileSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import fastify from 'fastify'

const app = fastify()
const file = process.argv.at(-1) ?? ''
if (process.argv[2] === '--writes') {
  const db = new BetterSqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table if not exists said (id integer primary key, text text not null) strict')
  const add = db.prepare('insert into said (text) values (?)')
  app.post('/bare', (request) => ({ id: add.run(JSON.stringify(request.body)).lastInsertRowid }))
} else {
  const bytes = readFileSync(file)
  app.get('/bare', (_, reply) => reply.type('application/json; charset=utf-8').send(bytes))
}
console.log(await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' }))
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))
