export type CliConfig = { url: string; token: string | undefined }

/**
 * Where the service is and who calls: `--url`/`--token`, else PAO_URL (default http://localhost:8080) and
 * PAO_TOKEN. The only place of the command line that reads the environment.
 */
export function readCliConfig(options: { url?: string; token?: string }): CliConfig {
  return {
    url: (options.url ?? process.env['PAO_URL'] ?? 'http://localhost:8080').replace(/\/$/, ''),
    token: options.token ?? (process.env['PAO_TOKEN'] || undefined),
  }
}
