import type { Outputs } from '@pao/connectors'
import type { Cipher } from '#store/cipher.ts'

/** Under this key a memo stands that holds a secret: sealed, base64. */
const sealedKey = '$sealed'

/** A memo as it may be kept: sealed where it holds a secret, which a connector needs back as it was. */
export function keptMemo(
  cipher: Pick<Cipher, 'seal'>,
  scrub: (value: unknown) => unknown,
  memo: Outputs,
): Outputs {
  const written = JSON.stringify(memo)
  const scrubbed = scrub(memo) as Outputs
  if (JSON.stringify(scrubbed) === written) return memo
  return { [sealedKey]: cipher.seal(written).toString('base64') }
}

/** The memo as the connector left it; none = empty. */
export function openedMemo(cipher: Pick<Cipher, 'open'>, memo: Outputs | undefined): Outputs {
  const sealed = memo?.[sealedKey]
  if (typeof sealed !== 'string') return memo ?? {}
  return JSON.parse(cipher.open(Buffer.from(sealed, 'base64'))) as Outputs
}

/** A person's word as it may be kept: the values are sealed, for only their connector knows which are secret. */
export function keptWord<T extends { outputs?: Outputs }>(
  { seal }: Pick<Cipher, 'seal'>,
  word: T,
): T {
  if (Object.keys(word.outputs ?? {}).length === 0) return word
  return {
    ...word,
    outputs: { [sealedKey]: seal(JSON.stringify(word.outputs)).toString('base64') },
  }
}

/** A signal as the connector reads it, with the values of a person's word in clear. */
export function openedSignal(cipher: Pick<Cipher, 'open'>, signal: Outputs | undefined): Outputs {
  const outputs = signal?.['outputs']
  if (typeof outputs !== 'object' || outputs === null) return signal ?? {}
  return { ...signal, outputs: openedMemo(cipher, outputs as Outputs) }
}
