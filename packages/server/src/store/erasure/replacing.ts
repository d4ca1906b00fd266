/** Whom to forget by all names they are known under, and what stands in their place. */
export type Forgotten = { names: readonly string[]; pseudonym: string }

export type Replacing = {
  /** A text without the person. */
  text(value: string): string
  /** JSON as text, whose texts and keys are without the person; numbers stay as they are written. */
  json(text: string): string
  /** Patterns of LIKE, in lower case: what fits none of them has nothing to be replaced. */
  likes: readonly string[]
}

/** A shorter name is replaced only where it is all that stands there: it may be part of other words' meaning. */
const shortestInText = 6
/** Of a name in the place of a person: `user:ann`, `key:…`. */
const prefix = '(?:[a-z]+:)?'
const jsonText = /"(?:[^"\\]|\\.)*"/g

/**
 * Puts a pseudonym in the place of a person's names: in the middle of texts as whole words in any case, when they have
 * six characters or more; shorter ones where the text is nothing else. Addresses become addresses.
 */
export function replacing({ names, pseudonym }: Forgotten): Replacing {
  const longestFirst = [...new Set(names)].toSorted((a, b) => b.length - a.length)
  const rules = longestFirst.map((name) => ({
    pattern: patternOf(name),
    by: inPlaceOf(name, pseudonym),
  }))
  const text = (value: string): string =>
    rules.reduce(
      (left, { pattern, by }) => left.replace(pattern, (_, before: string) => before + by),
      value,
    )
  return {
    text,
    json: (whole) =>
      whole.replace(jsonText, (literal) => {
        const value = JSON.parse(literal) as string
        const changed = text(value)
        return changed === value ? literal : JSON.stringify(changed)
      }),
    likes: [...new Set(longestFirst.flatMap((name) => [name, inJson(name)]).map(likeOf))],
  }
}

/** Its first group is what stands before the name and stays. */
function patternOf(name: string): RegExp {
  const plain = name.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&')
  if (name.length < shortestInText) return new RegExp(`^(${prefix})${plain}$`, 'u')
  // A longer address that ends or goes on like this one is somebody else's.
  const [before, after] = name.includes('@')
    ? ['[\\p{L}\\p{N}_.%+-]', '\\.?[\\p{L}\\p{N}_-]']
    : ['[\\p{L}\\p{N}_]', '[\\p{L}\\p{N}_]']
  return new RegExp(`()(?<!${before})${plain}(?!${after})`, 'giu')
}

function inPlaceOf(name: string, pseudonym: string): string {
  return name.includes('@') ? `${pseudonym}@erased.invalid` : pseudonym
}

function inJson(name: string): string {
  return JSON.stringify(name).slice(1, -1)
}

function likeOf(name: string): string {
  return `%${name.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
}
