import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { secretShapeOf } from '@pao/core/catalog'
import { expect, it } from 'vitest'

const root = new URL('../', import.meta.url)
/** Larger files are made by us of what is looked at here, or are pictures. */
const mostBytes = 400_000

/** Made-up secrets that tests and fakes need, by file: how many lines hold one, and why. */
const examples = JSON.parse(
  readFileSync(new URL('security/example-secrets.json', root), 'utf8'),
) as Record<string, { lines: number; why: string }>

/** Files that git tracks here; undefined where this is no checkout, or git is not installed. */
function tracked(): readonly string[] | undefined {
  try {
    const out = execFileSync('git', ['ls-files', '-z'], {
      cwd: fileURLToPath(root),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return out.toString('utf8').split('\0').filter(Boolean)
  } catch {
    return undefined
  }
}

function linesWithSecrets(file: string): number {
  const url = new URL(file, root)
  if (!existsSync(url) || statSync(url).size > mostBytes) return 0
  const text = readFileSync(url, 'utf8')
  if (text.includes('\0')) return 0
  return text.split('\n').filter((line) => secretShapeOf(line.slice(0, 4_000))).length
}

const files = tracked()
if (!files) console.warn('SKIPPED: git tells no files here; they are not searched for secrets')

it.runIf(files)('keeps no secret in the repository but made up ones, each with its reason', () => {
  const found = (files ?? []).flatMap((file) => {
    const lines = linesWithSecrets(file)
    return lines === 0 ? [] : [[file, lines] as const]
  })

  const known = Object.entries(examples).map(([file, { lines }]) => [file, lines] as const)
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(known))
  expect(Object.values(examples).every(({ why }) => why.length > 10)).toBe(true)
})
