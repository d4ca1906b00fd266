import { resolve } from 'node:path'
import { good, type Setting, whole } from './setting-kinds.ts'

/** Settings of who may sign in and for how long; part of the table in config.ts. */
export const identitySettings = {
  PAO_IDENTITY_ISSUERS: {
    sentence:
      'YAML file of identity providers (OpenID Connect) whose people and machines may sign in; see sign-on.md.',
    fallback: undefined,
    shown: 'none; the demo brings its own',
    parse: (value: string) => good(resolve(value)),
  },
  PAO_IDENTITY_SESSION_IDLE_MINUTES: {
    sentence: 'Minutes without a call after which a session of the portal ends.',
    fallback: '120',
    parse: whole(1, 10_080),
  },
  PAO_IDENTITY_SESSION_HOURS: {
    sentence: 'Hours after which a session of the portal ends, however much it is used.',
    fallback: '12',
    parse: whole(1, 720),
  },
  PAO_API_KEYS_OWN_MAX_DAYS: {
    sentence:
      'Days after which an API key that people make for themselves ends at the latest; 0 = nobody makes any, and those there are stop.',
    fallback: '90',
    parse: whole(0, 730),
  },
} as const satisfies Record<string, Setting<unknown>>
