// Builds the pages when their sources changed since the last build, and says where they are (one line of JSON).
// Several servers may start at once: one builds, the others wait for it.
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const home = fileURLToPath(new URL('.', import.meta.url))
const dist = join(home, 'dist')
const lock = join(dist, 'building')
/** A build that has not ended after this long is taken for dead, milliseconds. */
const longestBuildMs = 60_000

const site = existsSync(join(home, 'src')) ? await upToDate() : newest()
process.stdout.write(`${JSON.stringify(site)}\n`)

async function upToDate() {
  const dir = join(dist, `site-${stampOf()}`)
  if (existsSync(dir)) return { dir, built: false }
  mkdirSync(dist, { recursive: true })
  while (!existsSync(dir)) {
    if (takeLock()) {
      try {
        if (!existsSync(dir)) await build(dir)
      } finally {
        rmSync(lock, { recursive: true, force: true })
      }
      return { dir, built: true }
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return { dir, built: false }
}

/** Of everything the pages are made from. */
function stampOf() {
  const hash = createHash('sha256')
  const files = [
    'index.html',
    'vite.config.ts',
    'package.json',
    'build.mjs',
    '../../package-lock.json',
  ]
  for (const pattern of ['src/**/*.{ts,tsx,css}', '../sdk/src/**/*.ts'])
    files.push(...globSync(pattern, { cwd: home }).filter((file) => !file.endsWith('.test.ts')))
  for (const file of files.toSorted()) {
    if (existsSync(join(home, file)))
      hash.update(`${file}\0`).update(readFileSync(join(home, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

function takeLock() {
  try {
    mkdirSync(lock)
    return true
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > longestBuildMs)
      rmSync(lock, { recursive: true, force: true })
    return false
  }
}

async function build(dir) {
  const vite = await import('vite')
  const outDir = join(dist, `making-${process.pid}`)
  await vite.build({
    root: home,
    configFile: join(home, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
  for (const name of readdirSync(join(outDir, 'assets')).filter((one) => /\.(js|css)$/.test(one))) {
    const file = join(outDir, 'assets', name)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
  const old = readdirSync(dist).filter((name) => name.startsWith('site-'))
  try {
    renameSync(outDir, dir)
  } catch (error) {
    // Somebody took this build for dead and was faster: theirs is the same.
    if (!existsSync(dir)) throw error
    rmSync(outDir, { recursive: true, force: true })
    return
  }
  for (const name of old) rmSync(join(dist, name), { recursive: true, force: true })
}

/** Without the sources (an image that brings only what was built): what is there. */
function newest() {
  const name = existsSync(dist) && readdirSync(dist).find((one) => one.startsWith('site-'))
  return name ? { dir: join(dist, name), built: false } : null
}
