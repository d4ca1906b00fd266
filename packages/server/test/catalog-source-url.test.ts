import { describe, expect, it } from 'vitest'
import { parsePlace } from '#catalog/source-url.ts'

const here = '/srv/pao'

describe('the place of a catalog', () => {
  it.each([
    ['./catalog', { kind: 'directory', folder: '/srv/pao/catalog' }],
    ['/data/catalog', { kind: 'directory', folder: '/data/catalog' }],
    [
      'https://git.example/org/repo.git#main:platform/catalog',
      {
        kind: 'git',
        url: 'https://git.example/org/repo.git',
        transport: 'https',
        branch: 'main',
        subfolder: 'platform/catalog',
      },
    ],
    [
      'https://git.example/org/repo#:sub',
      { kind: 'git', url: 'https://git.example/org/repo', transport: 'https', subfolder: 'sub' },
    ],
    [
      'ssh://git@git.example:2222/org/repo.git#release/1.2',
      {
        kind: 'git',
        url: 'ssh://git@git.example:2222/org/repo.git',
        transport: 'ssh',
        branch: 'release/1.2',
      },
    ],
    [
      'git@git.example:org/repo.git#main',
      { kind: 'git', url: 'git@git.example:org/repo.git', transport: 'ssh', branch: 'main' },
    ],
    ['file:///srv/repo.git', { kind: 'git', url: '/srv/repo.git', transport: 'file' }],
    ['../repo.git', { kind: 'git', url: '/srv/repo.git', transport: 'file' }],
  ])('reads %s', (text, expected) => {
    const place = parsePlace(text, here)

    expect(place).toEqual({ ok: true, value: expected })
  })

  it.each([
    'ext::sh -c touch% /tmp/pwn',
    'ext::sh.git',
    'git://git.example/x.git',
    'http://git.example/x.git',
    'ftp://git.example/x.git',
    '-u./x',
    '--upload-pack=x.git',
    'git@git.example:--upload-pack=x',
    'ssh://-oProxyCommand=x/y.git',
    'https://git.example/x.git#--upload-pack=touch',
    'https://git.example/x.git#-x',
    'https://git.example/x.git#a..b',
    'https://git.example/x.git#main:../../etc',
    'https://git.example/x.git#a#b',
    'https://git.example/x.git?ref=main',
    'file://host/repo.git',
    './folder#main',
    'a\nb',
    '',
  ])('refuses %j', (text) => {
    const place = parsePlace(text, here)

    expect(place.ok).toBe(false)
  })

  it.each(['https://token@git.example/x.git', 'https://u:p@git.example/x.git'])(
    'refuses the credential in %s and says where it belongs, without repeating it',
    (text) => {
      const place = parsePlace(text, here)

      const said = JSON.stringify(place)
      expect(said).toContain('PAO_CATALOG_TOKEN_REF')
      expect(said).not.toContain('git.example')
    },
  )

  it('refuses a password for ssh and names the setting for the key', () => {
    const place = parsePlace('ssh://git:secret@git.example/x.git', here)

    const said = JSON.stringify(place)
    expect(said).toContain('PAO_CATALOG_SSH_KEY_REF')
    expect(said).not.toContain('secret@')
  })
})
