import type { Weakness } from './weak-values.ts'

const optionsOf = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment['NODE_OPTIONS'] ?? ''

/** What the environment tells Node itself. */
export const weakNode: readonly Weakness[] = [
  {
    name: 'NODE_OPTIONS',
    about: 'opens a debugger, which lets whoever reaches it run code',
    found: (_config, environment) => /--inspect/.test(optionsOf(environment)),
    mend: 'leave --inspect out',
  },
  {
    name: 'NODE_OPTIONS',
    about: 'has HTTP read that is not HTTP, which lets calls be smuggled in',
    found: (_config, environment) => optionsOf(environment).includes('--insecure-http-parser'),
    mend: 'leave --insecure-http-parser out',
  },
  {
    name: 'NODE_OPTIONS',
    about: 'allows TLS that was broken long ago',
    found: (_config, environment) =>
      /--tls-min-v1\.[01]\b|--openssl-legacy-provider/.test(optionsOf(environment)),
    mend: 'leave it out',
  },
  {
    name: 'NODE_DEBUG',
    about: 'writes what is sent, credentials too, to the error output',
    found: (_config, environment) => /http|tls|net/i.test(environment['NODE_DEBUG'] ?? ''),
    mend: 'unset it',
  },
]
