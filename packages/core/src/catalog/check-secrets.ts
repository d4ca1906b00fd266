import { eachText, type Path } from './path.ts'
import type { Sight } from './sight.ts'

/**
 * Shapes of well-known secrets. Each pattern is linear: no nested or adjoining repeats. The sign is a
 * part of every text of that shape.
 */
const shapes: readonly { name: string; sign: string; pattern: RegExp }[] = [
  {
    name: 'an AWS access key',
    sign: 'A(?:KIA|SIA|BIA|CCA)',
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/,
  },
  { name: 'a GitHub token', sign: 'gh[pousr]_', pattern: /\bgh[pousr]_[A-Za-z0-9]{30,255}\b/ },
  { name: 'a GitHub token', sign: 'github_pat_', pattern: /\bgithub_pat_[A-Za-z0-9_]{22,255}\b/ },
  { name: 'a GitLab token', sign: 'glpat-', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { name: 'a Slack token', sign: 'xox[abeprs]-', pattern: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  {
    name: 'a Slack webhook',
    sign: 'hooks[.]slack',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/,
  },
  { name: 'a private key', sign: '-----BEGIN', pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/ },
  { name: 'a Google API key', sign: 'AIza', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { name: 'a Stripe key', sign: 'k_live_', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { name: 'a Vault token', sign: 'hv[sb][.]', pattern: /\bhv[sb]\.[A-Za-z0-9_-]{20,}/ },
  { name: 'a key of PAO', sign: 'pao_', pattern: /\bpao_[0-9a-f]{16}_[A-Za-z0-9_-]{43}/ },
  { name: 'an npm token', sign: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  {
    name: 'a signed token',
    sign: 'eyJ',
    pattern: /\beyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10}/,
  },
  { name: 'an Azure storage key', sign: 'AccountKey=', pattern: /AccountKey=[A-Za-z0-9+/]{40,}/ },
  {
    name: 'a password in a URL',
    sign: '://',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@{}]{1,80}:[^\s/@{}]{3,100}@/,
  },
]

/** Most texts hold no sign at all, and are looked through once instead of once for each shape. */
const signs = new RegExp(shapes.map(({ sign }) => sign).join('|'))

const secretKeys =
  /(?:^|[_-])(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)$/i
const secretHeaders =
  /^(?:authorization|proxy-authorization|cookie|x-(?:[a-z0-9]+-)?(?:token|secret|auth-key)|(?:x-)?api-?key|private-token)$/i
const plainWords = /^(?:true|false|none|null|yes|no|required|optional|\*+|<.*>)$/i

/** Refuses secrets written in clear. What was found is named by kind; it is never repeated. */
export function checkSecrets(sight: Sight): void {
  eachText(sight.document, [], (text, path) => {
    const shape = shapeOf(text)
    if (shape) {
      sight.report('PAO1801', path, `${shape.name} stands here in clear`)
      return
    }
    if (isLiteralSecret(text, path)) {
      sight.report('PAO1803', path, `${String(path.at(-1))} is written in clear`)
    } else if (!isPattern(path) && text.length >= 24 && randomWord(text)) {
      sight.report('PAO1802', path, 'a word here is as random as a key')
    }
  })
}

/** The well-known kind of secret that a text holds in clear, by name; undefined = none. */
export function shapeOf(text: string): { name: string } | undefined {
  const mayBe = text.length >= 8 && signs.test(text)
  return mayBe ? shapes.find(({ pattern }) => pattern.test(text)) : undefined
}

/** A sentence for each secret in clear in a value of a config; `path` is where it stands in it. */
export function clearSecretIn(value: unknown, path: Path): readonly string[] {
  const found: string[] = []
  eachText(value, ['config', ...path], (text, at) => {
    const shape = shapeOf(text)
    if (shape) found.push(`${shape.name} stands here in clear`)
    else if (isLiteralSecret(text, at)) found.push(`${String(at.at(-1))} is written in clear`)
  })
  return found
}

function isPattern(path: Path): boolean {
  return path.at(-1) === 'pattern'
}

/** Only inside what is sent somewhere: a field may well be called `password`. */
function isLiteralSecret(text: string, path: Path): boolean {
  const key = path.at(-1)
  if (typeof key !== 'string' || text === '' || text.includes('{{') || plainWords.test(text))
    return false
  const inConfig = path.includes('config') || path.includes('bind') || path.includes('headers')
  if (!inConfig) return false
  const header = path.at(-2) === 'headers'
  if (header) return secretHeaders.test(key)
  return secretKeys.test(key)
}

/** A run of letters and digits with more than 4.3 bits a letter, as keys have and words have not. */
function randomWord(text: string): boolean {
  for (const [word] of text.matchAll(/[A-Za-z0-9+/_=-]{24,200}/g)) {
    const mixed = /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word)
    if (mixed && !/[/].*[/]/.test(word) && entropy(word) > 4.3) return true
  }
  return false
}

function entropy(word: string): number {
  const counts = new Map<string, number>()
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values())
    bits -= (count / word.length) * Math.log2(count / word.length)
  return bits
}
