/**
 * Loaded before everything else (`node --require`), in words that any Node can read: says so when Node is too old to run
 * TypeScript or would crash on the database, keeps compiled code for the next start, and spares Node a slow look-up.
 */
'use strict'
const module_ = require('node:module')
const path = require('node:path')

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `需要 Node.js 22.18 或更新版本，现在是 ${process.versions.node}。请安装新版本（https://nodejs.org），然后重试。\n` +
      `Node.js 22.18 or later is needed; this is ${process.versions.node}. Please install a newer one and try again.`,
  )
  process.exit(1)
}
module_.enableCompileCache(path.join(__dirname, '..', 'node_modules', '.cache', 'compiled'))
// Wherever drizzle-orm is imported Node reads its whole list of exports, which has 130 kB; for its hundred files and ours
// that took a third of the start. What its files import of each other are plain files; the rest is looked up once.
const drizzle = new Map()
module_.registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && context.parentURL?.includes('/node_modules/drizzle-orm/'))
      return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
    if (!/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context)
    const known = drizzle.get(specifier) ?? next(specifier, context)
    drizzle.set(specifier, known)
    return { ...known, shortCircuit: true }
  },
})
