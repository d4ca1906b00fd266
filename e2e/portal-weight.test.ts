import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const builder = fileURLToPath(new URL('../packages/portal/build.mjs', import.meta.url))

type Chunk = { file: string; isEntry?: boolean; imports?: string[] }

it('loads at most 200 KB of compressed JavaScript for the catalog page', async () => {
  // The one that runs tests says so in its environment, and would be given pages made for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { stdout } = await promisify(execFile)(process.execPath, [builder], { env })
  const { dir } = JSON.parse(stdout) as { dir: string }
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >

  const first = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || first.has(chunk.file)) return
    first.add(chunk.file)
    chunk.imports?.forEach(visit)
  }
  Object.keys(manifest)
    .filter((name) => manifest[name]?.isEntry === true)
    .forEach(visit)
  const bytes = [...first].map((file) => statSync(join(dir, `${file}.gz`)).size)

  expect(bytes.length).toBeGreaterThan(0)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000)
}, 120_000)
