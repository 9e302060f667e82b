/** `node test/bench/bare.ts FILE`: the least that Fastify can do, a route that answers kept bytes. */
import { readFileSync } from 'node:fs'
import fastify from 'fastify'

const bytes = readFileSync(process.argv[2] ?? '')
const app = fastify()
app.get('/bare', (_, reply) => reply.type('application/json; charset=utf-8').send(bytes))
console.log(await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' }))
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))
