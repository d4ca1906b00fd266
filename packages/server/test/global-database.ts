import { startServer } from './database.ts'

/** One PostgreSQL for the whole run; every test file clones its own database on it. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['PAO_TEST_DATABASE_URL'] !== undefined) return undefined
  const server = await startServer()
  process.env['PAO_TEST_DATABASE_URL'] = server.url
  return server.stop
}
