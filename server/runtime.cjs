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
// For each file that it loads Node reads the package's whole list of exports. That of drizzle-orm has 130 kB, which for
// its hundred files took a third of the start; what they import of each other are plain files beside them.
module_.registerHooks({
  resolve(specifier, context, next) {
    return specifier.startsWith('.') && context.parentURL?.includes('/node_modules/drizzle-orm/')
      ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context)
  },
})
