import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'))
}

type Rule = { floor?: string; never?: true; not?: string[]; only?: string[]; why: string }
type Entry = {
  version?: string
  link?: boolean
  dev?: boolean
  license?: string
  resolved?: string
  integrity?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const rules = read('security/floor-versions.json') as {
  packages: Record<string, Rule>
  node: { floor: Record<string, string> }
}
const { packages: locked } = read('package-lock.json') as { packages: Record<string, Entry> }

const found = Object.entries(locked).flatMap(([path, entry]) => {
  const name = path.split('node_modules/').pop() ?? ''
  return path.includes('node_modules/') && entry.link !== true && entry.version !== undefined
    ? [{ path, name, version: entry.version }]
    : []
})

/** Negative where `left` is older. A release before the release proper is older than it. */
function compare(left: string, right: string): number {
  const [one, two] = [left, right].map((text) => text.split('-')[0]?.split('.').map(Number) ?? [])
  for (let place = 0; place < 3; place += 1) {
    const difference = (one?.[place] ?? 0) - (two?.[place] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(right.includes('-')) - Number(left.includes('-'))
}

/** Workspaces of ours that ask for this package themselves. */
function askers(name: string): string[] {
  return Object.entries(locked)
    .filter(([path]) => !path.includes('node_modules/'))
    .filter(([, { dependencies, devDependencies, optionalDependencies }]) =>
      [dependencies, devDependencies, optionalDependencies].some(
        (all) => all?.[name] !== undefined,
      ),
    )
    .map(([path]) => path)
}

describe('packages of the lockfile (A108)', () => {
  it('are looked at at all', () => {
    expect(found.length).toBeGreaterThan(200)
    expect(found.some(({ name }) => name === 'fastify')).toBe(true)
  })

  it.each(Object.entries(rules.packages))('%s is as it must be', (name, rule) => {
    const here = found.filter((one) => one.name === name)
    const old = here.filter(({ version }) => rule.floor && compare(version, rule.floor) < 0)
    const malware = here.filter(({ version }) => rule.not?.includes(version))
    const strangers = rule.only ? askers(name).filter((path) => !rule.only?.includes(path)) : []

    expect(rule.why.length).toBeGreaterThan(10)
    expect(old).toEqual([])
    expect(malware).toEqual([])
    expect(strangers).toEqual([])
    expect(rule.never ? here : []).toEqual([])
  })

  it('come from the registry, whole: each with the digest of its archive', () => {
    const bare = Object.entries(locked).filter(
      ([path, { link, integrity }]) =>
        path.includes('node_modules/') && link !== true && !(integrity ?? '').startsWith('sha512-'),
    )

    expect(bare.map(([path]) => path)).toEqual([])
  })

  it('are under a permissive licence, all that run in production', () => {
    const permissive =
      /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|PSF-2\.0|Unlicense|CC0-1\.0|Zlib| OR | AND )+\)?$/
    const others = Object.entries(locked).filter(
      ([path, { dev, link, license }]) =>
        path.includes('node_modules/') && !dev && !link && !permissive.test(license ?? ''),
    )

    expect(others.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).toEqual([])
  })

  it('run no script at their installation', () => {
    const npmrc = readFileSync(new URL('.npmrc', root), 'utf8')

    expect(npmrc).toMatch(/^ignore-scripts=true$/m)
  })

  it('are run by a Node that is not known to be weak', () => {
    const [major = ''] = process.versions.node.split('.')
    const floor = rules.node.floor[major]

    expect(floor === undefined || compare(process.versions.node, floor) >= 0).toBe(true)
  })

  it.each([
    ['1.2.3', '1.2.3', 0],
    ['1.10.0', '1.9.9', 1],
    ['1.2.3-rc.1', '1.2.3', -1],
    ['2.0.0', '10.0.0', -1],
  ])('%s against %s is %i', (left, right, expected) => {
    expect(Math.sign(compare(left, right))).toBe(expected)
  })
})
