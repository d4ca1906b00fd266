import type { Config } from './config.ts'

/** A setting that is not safe where others can reach the service. */
export type Weakness = {
  /** The setting's name. */
  name: string
  /** What is wrong, as it goes on after the name; never with the value. */
  about: string
  found: (config: Config, environment: Readonly<Record<string, string | undefined>>) => boolean
  /** What to do. */
  mend: string
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  )
}

/** Addresses that clouds hand out credentials at. */
export const linkLocal = /^\[?(169\.254\.|fe[89ab][0-9a-f]:|fd00:ec2:)/i

const ofExamples =
  /change.?me|password|secret|example|default|admin|bootstrap|test|12345|qwert|letmein/i

/** Whether a secret is made of few different characters, or of a word of examples and tutorials. */
export function isWeakSecret(secret: string): boolean {
  return new Set(secret).size < 8 || ofExamples.test(secret)
}
