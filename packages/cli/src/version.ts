import manifest from '../package.json' with { type: 'json' }

/** The release this is; one version for all packages. */
export const version: string = manifest.version
