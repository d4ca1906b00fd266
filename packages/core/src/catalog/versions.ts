type Version = { numbers: readonly [number, number, number]; pre: readonly string[] }
type Test = (version: Version) => boolean

const versionPattern =
  /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?$/
const partPattern =
  /^(\^|~|>=|<=|>|<|=)?\s*v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?(?:-([0-9A-Za-z.-]{1,64}))?$/

/** Older first by semantic version (semver.org 2.0.0); a text that is none comes before all others. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)]
  if (!left || !right) return (left ? 1 : 0) - (right ? 1 : 0)
  return compare(left, right)
}

/** The smallest version that is one such step above another; the same text where that is no version. */
export function raised(version: string, step: 'major' | 'minor' | 'patch'): string {
  const parsed = parseVersion(version)
  if (!parsed) return version
  const [major, minor, patch] = parsed.numbers
  if (step === 'major') return `${major + 1}.0.0`
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** True for a range such as `^1.2.0`, `~1.2`, `>=1.0.0 <2.0.0`, `1.x`, `1.0.0 || ^2.0.0` or `*`. */
export function isRange(range: string): boolean {
  return testsOf(range) !== undefined
}

/** Whether a version lies in a range. A pre-release lies in a range only when it is named exactly. */
export function satisfies(version: string, range: string): boolean {
  const parsed = parseVersion(version)
  const alternatives = testsOf(range)
  if (!parsed || !alternatives) return false
  if (parsed.pre.length > 0) {
    return range.split('||').some((one) => one.trim().replace(/^=/, '') === version)
  }
  return alternatives.some((tests) => tests.every((test) => test(parsed)))
}

function parseVersion(text: string): Version | undefined {
  const found = versionPattern.exec(text)
  if (!found) return undefined
  const pre = found[4] === undefined ? [] : found[4].split('.')
  return { numbers: [Number(found[1]), Number(found[2]), Number(found[3])], pre }
}

function testsOf(range: string): Test[][] | undefined {
  if (range.length > 200) return undefined
  const alternatives = range.split('||').map((one) => {
    const joined = one.trim().replaceAll(/([<>=^~])\s+/g, '$1')
    return joined === '' ? [] : joined.split(/\s+/).map(testOf)
  })
  const whole = alternatives.every((tests) => tests.length > 0 && !tests.includes(undefined))
  return whole ? (alternatives as Test[][]) : undefined
}

function testOf(part: string): Test | undefined {
  const found = partPattern.exec(part)
  if (!found) return undefined
  const digits = [found[2], found[3], found[4]].map((text) =>
    text === undefined || /[xX*]/.test(text) ? undefined : Number(text),
  )
  const [major = 0, minor = 0, patch = 0] = digits
  const low: Version = { numbers: [major, minor, patch], pre: found[5]?.split('.') ?? [] }
  const open = digits.indexOf(undefined)
  return comparison(found[1] ?? '', low, open < 0 ? 3 : open)
}

/** `given` = how many of the three numbers were written. */
function comparison(operator: string, low: Version, given: number): Test {
  if (given === 0) return () => operator !== '<' && operator !== '>'
  switch (operator) {
    case '>=':
      return from(low)
    case '<':
      return below(low)
    case '>':
      return given === 3 ? (version) => compare(version, low) > 0 : from(next(low, given - 1))
    case '<=':
      return given === 3 ? (version) => compare(version, low) <= 0 : below(next(low, given - 1))
    case '^':
      return both(from(low), below(next(low, firstLevel(low, given))))
    case '~':
      return both(from(low), below(next(low, Math.min(given - 1, 1))))
    default:
      return given === 3 ? exactly(low) : both(from(low), below(next(low, given - 1)))
  }
}

/** What `^` keeps: the first number that is not 0. */
function firstLevel({ numbers }: Version, given: number): number {
  const first = numbers.findIndex((number, n) => number > 0 && n < given)
  return first < 0 ? given - 1 : first
}

function from(low: Version): Test {
  return (version) => compare(version, low) >= 0
}

function below(high: Version): Test {
  return (version) => compare(version, high) < 0
}

function exactly(wanted: Version): Test {
  return (version) => compare(version, wanted) === 0
}

function both(a: Test, b: Test): Test {
  return (version) => a(version) && b(version)
}

/** The least version that is greater at that level: next major (0), minor (1) or patch (2). */
function next({ numbers: [major, minor, patch] }: Version, level: number): Version {
  if (level <= 0) return { numbers: [major + 1, 0, 0], pre: [] }
  if (level === 1) return { numbers: [major, minor + 1, 0], pre: [] }
  return { numbers: [major, minor, patch + 1], pre: [] }
}

function compare(a: Version, b: Version): number {
  for (const n of [0, 1, 2] as const) {
    const difference = a.numbers[n] - b.numbers[n]
    if (difference !== 0) return difference
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length
  for (let n = 0; n < Math.max(a.pre.length, b.pre.length); n++) {
    const difference = comparePart(a.pre[n], b.pre[n])
    if (difference !== 0) return difference
  }
  return 0
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined)
    return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1)
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (left && right) return Number(a) - Number(b)
  if (left !== right) return left ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
