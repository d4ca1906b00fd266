import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Fault, Result } from '@pao/core'
import { fail, ok } from '@pao/core'

/** What `PAO_CATALOG` says. */
export type SourcePlace =
  | { kind: 'directory'; folder: string }
  | {
      kind: 'git'
      url: string
      transport: 'https' | 'ssh' | 'file'
      branch?: string
      subfolder?: string
    }

function bad(message: string, hint: string): Result<never> {
  const fault: Fault = { code: 'catalog.place_invalid', at: 'PAO_CATALOG', message, hint }
  return fail([fault])
}

const forms =
  'Write a folder, https://host/org/repo.git#branch:subfolder, ssh://git@host/org/repo.git or git@host:org/repo.git'

/**
 * Reads where the catalog is: a folder, or a git URL with an optional `#branch:subfolder`. A local path
 * that ends in `.git` and `file://…` are git repositories on this machine.
 */
export function parsePlace(text: string, workingFolder: string): Result<SourcePlace> {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.startsWith('-') || /[\p{Cc}]/u.test(trimmed))
    return bad('It is not a place', forms)
  const [address = '', ...fragments] = trimmed.split('#')
  if (fragments.length > 1) return bad('It has more than one #', forms)
  const isGit = /^[a-z][a-z0-9+.-]*:/i.test(address) || /\.git\/?$/.test(address) || isScp(address)
  if (!isGit)
    return fragments.length === 0
      ? ok({ kind: 'directory', folder: resolve(workingFolder, trimmed) })
      : bad('A folder has no branch', forms)
  const where = gitAddress(address, workingFolder)
  if (!where.ok) return where
  const part = parseFragment(fragments[0])
  return part.ok ? ok({ kind: 'git', ...where.value, ...part.value }) : part
}

/** `git@host:org/repo.git`, the short form of ssh. */
function isScp(address: string): boolean {
  return /^[a-z0-9._-]+@[a-z0-9.-]+:(?!\/\/)[^\s]+$/i.test(address)
}

type GitAddress = { url: string; transport: 'https' | 'ssh' | 'file' }

function gitAddress(address: string, workingFolder: string): Result<GitAddress> {
  if (isScp(address)) return scpAddress(address)
  if (isAbsolute(address) || /^\.{0,2}\/|^[^:]+$/.test(address))
    return ok({ url: resolve(workingFolder, address), transport: 'file' })
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'file:') return fileAddress(url)
  if (url?.protocol === 'https:') return httpsAddress(url)
  if (url?.protocol === 'ssh:') return sshAddress(url)
  return bad('Only https, ssh, file and folders can be a catalog', forms)
}

function scpAddress(address: string): Result<GitAddress> {
  return /^-|:-/.test(address)
    ? bad('Host and path may not begin with a dash', forms)
    : ok({ url: address, transport: 'ssh' })
}

function fileAddress(url: URL): Result<GitAddress> {
  return url.host === ''
    ? ok({ url: fileURLToPath(url), transport: 'file' })
    : bad('A file:// place has no host', 'Write file:///path/to/repo.git')
}

function httpsAddress(url: URL): Result<GitAddress> {
  if (url.username !== '' || url.password !== '')
    return bad(
      'A user or token may not stand in the URL',
      'Put the token in PAO_SECRET_<NAME> and name it in PAO_CATALOG_TOKEN_REF',
    )
  return url.search === ''
    ? ok({ url: url.href, transport: 'https' })
    : bad('A git URL has no question mark', forms)
}

function sshAddress(url: URL): Result<GitAddress> {
  if (url.password !== '')
    return bad(
      'A password may not stand in the URL',
      'Put the private key in PAO_SECRET_<NAME> and name it in PAO_CATALOG_SSH_KEY_REF',
    )
  return url.hostname.startsWith('-') || url.username.startsWith('-')
    ? bad('The host may not begin with a dash', forms)
    : ok({ url: url.href, transport: 'ssh' })
}

/** `branch`, `branch:sub/folder` or `:sub/folder`. */
function parseFragment(text: string | undefined): Result<{ branch?: string; subfolder?: string }> {
  if (text === undefined || text === '') return ok({})
  const [branch = '', subfolder] = text.split(/:(.*)/s)
  if (branch !== '' && !isBranch(branch)) return bad(`"${branch}" is not a branch`, forms)
  const folder = subfolder?.replaceAll(/^\/+|\/+$/g, '')
  if (folder?.split('/').some((part) => part === '..' || part === '.'))
    return bad('The subfolder may not lead out of the repository', forms)
  return ok({
    ...(branch !== '' && { branch }),
    ...(folder !== undefined && folder !== '' && { subfolder: folder }),
  })
}

/** What git-check-ref-format allows of a branch, and never a leading dash. */
function isBranch(name: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._/+@-]*$/.test(name) &&
    !/\.\.|\/\/|\/\.|@\{|\.lock(\/|$)|[/.]$/.test(name)
  )
}
