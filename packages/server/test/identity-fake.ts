import { Problem } from '@pao/core'
import type { ApiDeps } from '../src/api/deps.ts'
import type { ServiceAccount } from '../src/identity/account-queries.ts'
import type { Principal } from '../src/identity/principal.ts'
import type { SignedIn } from '../src/identity/session.ts'

export const noon = Date.UTC(2026, 10, 23, 12)

/** Somebody whom a provider told of. */
export const dana: SignedIn = {
  tenant: 'acme',
  id: 'corp:dana',
  email: 'dana.developer@example.com',
  name: 'Dana Developer',
  roles: ['developer'],
  teams: ['payments'],
  issuer: 'corp',
  idToken: 'an.id.token',
  agent: 'a browser',
}

/** A provider at which Una signs in; it knows one code. */
const signInsFake: ApiDeps['identity']['signIns'] = {
  begin: async ({ issuer }) => {
    if (issuer !== 'corp') throw new Problem('auth.issuer_unknown', { issuer })
    return { address: 'https://sso.example.com/authorize', kept: 'kept', expiresAt: noon + 1000 }
  },
  finish: async (query, kept) => {
    if (query !== 'code=good' || kept !== 'kept') throw new Problem('auth.sign_in_failed')
    const una = { tenant: 'default', id: 'corp:una', email: 'una@example.com', teams: [] }
    return { person: { ...una, roles: ['developer'], issuer: 'corp' }, returnTo: '/requests' }
  },
  signOutAddress: async () => 'https://sso.example.com/logout',
}

const accountFake: ServiceAccount = {
  id: '0123456789abcdef',
  name: 'sync',
  ownerTeam: 'payments',
  roles: ['developer'],
  teams: [],
  createdBy: 'root',
  createdAt: noon,
  updatedAt: noon,
}

function accountBy(id: string): ServiceAccount {
  if (id !== accountFake.id) throw new Problem('service_account.not_found', { id })
  return accountFake
}

function noAccount(id: string): never {
  throw new Problem('service_account.not_found', { id })
}

const accountKeysFake: ApiDeps['identity']['apiKeys']['account'] = {
  create: async (_principal, { account }) => noAccount(account),
  list: async (_principal, account) => noAccount(account),
  revoke: async (_principal, { account }) => noAccount(account),
  rotate: async (_principal, { account }) => noAccount(account),
}

const ownKeysFake: ApiDeps['identity']['apiKeys']['own'] = {
  mostDays: 90,
  create: async () => {
    throw new Problem('api_key.own_by_people')
  },
  list: async () => [],
  revoke: async (_principal, id) => {
    throw new Problem('api_key.not_found', { id })
  },
  rotate: async (_principal, id) => {
    throw new Problem('api_key.not_found', { id })
  },
}

/** Who calls, as plain functions: a token, ticket or session is the name of one of these callers. */
export function identityFake(callers: Readonly<Record<string, Principal>>): ApiDeps['identity'] {
  return {
    authenticate: async ({ bearer, ticket, sessionId }) => {
      const id = bearer ?? ticket ?? sessionId
      if (id === undefined) return { kind: 'nobody' }
      const principal = callers[id]
      if (!principal) return { kind: 'invalid' }
      const csrf = sessionId === undefined ? {} : { csrf: 'csrf-token' }
      return { kind: 'caller', caller: { principal, ...csrf } }
    },
    apiKeys: {
      create: async (principal, { name, roles }) => ({
        key: {
          id: '0123456789abcdef',
          name,
          roles,
          teams: [],
          createdBy: principal.id,
          createdAt: noon,
        },
        token: 'pao_the-only-showing',
      }),
      list: async () => [],
      account: accountKeysFake,
      revoke: async () => undefined,
      rotate: async () => {
        throw new Problem('api_key.not_found')
      },
      own: ownKeysFake,
    },
    accounts: {
      create: async ({ principal }, { name, ownerTeam, roles }) => ({
        ...accountFake,
        name,
        ownerTeam,
        roles,
        createdBy: principal.id,
      }),
      list: async () => [accountFake],
      get: async (_principal, id) => accountBy(id),
      change: async (_asking, id) => accountBy(id),
      remove: async (_asking, id) => void accountBy(id),
    },
    sessions: {
      start: async (person) => ({
        id: 'a-session',
        principal: { ...person, via: 'session' },
        csrf: 'csrf-token',
        expiresAt: noon + 1000,
      }),
      end: async () => ({ issuer: 'corp' }),
      list: async () => [
        {
          id: '0123456789abcdef',
          issuer: 'corp',
          agent: 'a browser',
          createdAt: noon,
          lastSeenAt: noon,
          expiresAt: noon + 1000,
          current: true,
        },
      ],
      revoke: async (_principal, session) => {
        throw new Problem('session.not_found', { session })
      },
      endAtProvider: async () => 1,
    },
    signIns: signInsFake,
    readLogoutToken: async (token) => {
      if (token !== 'good') throw new Problem('session.logout_invalid')
      return { issuer: 'corp', sub: 'una', jti: '1', until: noon }
    },
    issuers: [{ name: 'corp', label: 'Acme', portal: true, device: null }],
    endings: { watch: () => () => undefined },
    tickets: { issue: async () => ({ ticket: 'a-ticket', expiresAt: noon + 30_000 }) },
  }
}
