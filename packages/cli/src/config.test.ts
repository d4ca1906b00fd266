import { afterEach, describe, expect, it, vi } from 'vitest'
import { readCliConfig } from './config.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('readCliConfig', () => {
  it('prefers options to the environment and the environment to the default', () => {
    vi.stubEnv('PAO_URL', 'https://pao.example.com/base/')
    vi.stubEnv('PAO_TOKEN', ' from-environment\n')

    expect(readCliConfig({})).toEqual({
      url: 'https://pao.example.com/base',
      token: 'from-environment',
    })
    expect(readCliConfig({ url: 'http://other:8080/', token: 'given' })).toEqual({
      url: 'http://other:8080',
      token: 'given',
    })
  })

  it('takes empty variables for none', () => {
    vi.stubEnv('PAO_URL', '')
    vi.stubEnv('PAO_TOKEN', '')

    expect(readCliConfig({})).toEqual({ url: 'http://localhost:8080', token: undefined })
  })

  it.each(['localhost:8080', 'ftp://x', 'nonsense', 'http://'])('refuses the address %s', (url) => {
    expect(() => readCliConfig({ url })).toThrow('must be an address like')
  })

  it('refuses secrets in the address and keys that cannot be sent, without repeating them', () => {
    expect(() => readCliConfig({ url: 'http://me:hunter2@x' })).toThrow(
      /^(?!.*hunter2).*must not hold a user/,
    )
    expect(() => readCliConfig({ token: 'hunter2\u00e9' })).toThrow(
      /^(?!.*hunter2).*no API key has/,
    )
  })
})
