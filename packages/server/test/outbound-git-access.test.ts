import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitEnvironment, withKeyFile } from '#outbound/git-access.ts'

const https = { url: 'https://git.example/org/repo.git', transport: 'https' } as const
const at = { folder: "/var/it's", path: '/usr/bin' }

describe('the environment of a git run', () => {
  it('brings the token only to the origin of the repository', () => {
    const env = gitEnvironment(https, { ...at, token: 't0ken' })

    const login = Buffer.from('x-access-token:t0ken').toString('base64')
    const key = Object.entries(env).find(([, value]) => value === `Authorization: Basic ${login}`)
    expect(key?.[0]).toMatch(/^GIT_CONFIG_VALUE_\d+$/)
    expect(env[key?.[0].replace('VALUE', 'KEY') ?? '']).toBe(
      'http.https://git.example/.extraHeader',
    )
  })

  it('brings a token to no other transport', () => {
    const ssh = { url: 'git@git.example:x.git', transport: 'ssh' } as const

    const env = gitEnvironment(ssh, { ...at, token: 't0ken' })

    expect(JSON.stringify(env)).not.toContain('extraHeader')
  })

  it('allows no transport but https and ssh, asks nobody and follows nowhere', () => {
    const env = gitEnvironment(https, at)

    expect(env).toMatchObject({ GIT_ALLOW_PROTOCOL: 'https:ssh', GIT_TERMINAL_PROMPT: '0' })
    expect(Object.values(env)).toContain('http.followRedirects')
  })

  it('quotes what it gives to a shell', () => {
    const env = gitEnvironment(https, { ...at, keyFile: "/var/it's/key" })

    expect(env['GIT_SSH_COMMAND']).toContain(`-i '/var/it'\\''s/key'`)
    expect(env['GIT_SSH_COMMAND']).toContain('-F /dev/null')
  })
})

describe('a lent key', () => {
  it('is a file of this user alone and gone afterwards, also after a failure', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pao-key-'))
    const seen: unknown[] = []

    const lent = withKeyFile('-----BEGIN\\nKEY', dataDir, async (file) => {
      seen.push((await stat(file ?? '')).mode & 0o777, await readFile(file ?? '', 'utf8'))
      throw new Error('the work failed')
    })

    await expect(lent).rejects.toThrow('the work failed')
    expect(seen).toEqual([0o600, '-----BEGIN\nKEY\n'])
    expect(await readdir(dataDir)).toEqual([])
    await rm(dataDir, { recursive: true })
  })
})
