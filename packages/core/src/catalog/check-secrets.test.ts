import { describe, expect, it } from 'vitest'
import { checkSecrets } from './check-secrets.ts'
import { sightOf } from './sight.ts'

/** Codes and messages found for one text of a document. */
function found(text: string): string[] {
  const said: string[] = []
  const sight = sightOf({ metadata: { description: text } }, [], (code, _path, message) => {
    said.push(`${code} ${message}`)
  })
  checkSecrets(sight)
  return said
}

const run = (length: number) => 'A1'.repeat(length / 2)

describe('a secret in clear', () => {
  it.each([
    ['an AWS access key', `AKIA${run(16)}`],
    ['an AWS access key', `ABIA${run(16)}`],
    ['a GitHub token', `ghp_${run(36)}`],
    ['a GitHub token', `github_pat_${run(22)}`],
    ['a GitLab token', `glpat-${run(20)}`],
    ['a Slack token', `xoxb-${run(10)}`],
    ['a Slack webhook', `https://hooks.slack.com/services/${run(20)}`],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['a Google API key', `AIza${run(34)}1`],
    ['a Stripe key', `sk_live_${run(16)}`],
    ['a Vault token', `hvs.${run(20)}`],
    ['an npm token', `npm_${run(36)}`],
    ['a signed token', `eyJ${run(10)}.eyJ${run(10)}.${run(10)}`],
    ['an Azure storage key', `AccountKey=${run(40)}`],
    ['a password in a URL', 'postgres://pao:hush-hush@db.example.test/pao'],
  ])('%s is known by its shape', (name, text) => {
    const said = found(`in the middle: ${text}`)

    expect(said).toEqual([`PAO1801 ${name} stands here in clear`])
  })

  it('is not seen in what only begins like one', () => {
    const said = ['AKIA and more', 'ghp_short', 'https://example.test/', 'hvs.x'].flatMap(found)

    expect(said).toEqual([])
  })
})
