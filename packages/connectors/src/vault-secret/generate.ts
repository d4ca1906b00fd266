import type { ActionContext } from '../kit/context.ts'
import type { VaultSecretConfig } from './config.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const characters = {
  'letters-digits': letters + digits,
  'letters-digits-symbols': `${letters}${digits}!#%+-.:=?@_~`,
  digits,
  hex: '0123456789abcdef',
} as const

const defaultLength = 32

/** The values the config asks for: the same at every try of the same effect, and foretold by nobody. */
export function generated(
  context: Pick<ActionContext, 'derive'>,
  { generate = [] }: VaultSecretConfig,
): Record<string, string> {
  return Object.fromEntries(
    generate.map(({ name, length = defaultLength, charset = 'letters-digits' }) => [
      name,
      textOf((round) => context.derive(`vault ${name} ${round}`), length, characters[charset]),
    ]),
  )
}

/** Takes bytes as they come and leaves out those that would favour some characters. */
function textOf(bytesOf: (round: number) => string, length: number, among: string): string {
  const fair = 256 - (256 % among.length)
  let text = ''
  for (let round = 0; text.length < length; round += 1)
    for (const byte of Buffer.from(bytesOf(round), 'base64url'))
      if (byte < fair && text.length < length) text += among[byte % among.length]
  return text
}
