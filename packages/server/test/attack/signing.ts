import { createHmac } from 'node:crypto'

const mac = (algorithm: string, secret: string, text: string | Buffer) =>
  createHmac(algorithm, secret).update(text)

/** How each sender of webhooks proves a body; `at` is the time it signs, in seconds. */
export const proofs: Readonly<
  Record<string, (secret: string, body: Buffer, at: number) => Record<string, string>>
> = {
  github: (secret, body) => ({
    'x-hub-signature-256': `sha256=${mac('sha256', secret, body).digest('hex')}`,
  }),
  jira: (secret, body) => ({
    'x-hub-signature': `sha256=${mac('sha256', secret, body).digest('hex')}`,
  }),
  gitlab: (secret) => ({ 'x-gitlab-token': secret }),
  terraform: (secret, body) => ({
    'x-tfe-notification-signature': mac('sha512', secret, body).digest('hex'),
  }),
  monitoring: (secret) => ({ authorization: `Bearer ${secret}` }),
  generic: (secret, body, at) => {
    const signed = Buffer.concat([Buffer.from(`${at}.`), body])
    return {
      'x-timestamp': String(at),
      'x-signature-256': `sha256=${mac('sha256', secret, signed).digest('hex')}`,
    }
  },
}
