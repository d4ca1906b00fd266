import pg from 'pg'
import { startEmbedded } from '../../packages/server/src/store/embedded.ts'
import { removeFolder, tempFolder } from './folders.ts'

/** An embedded PostgreSQL of the bench's own, as the server starts it. */
export type Cluster = {
  url: string
  pid(): number
  /** Address of one more, empty database. */
  create(name: string): Promise<string>
  /** Stops it and takes its data away. */
  stop(): Promise<void>
}

const quiet = { info: () => undefined, warn: () => undefined }

/** Starts it on fresh data. */
export async function startCluster(): Promise<Cluster> {
  const folder = tempFolder()
  const database = await startEmbedded({ dataDir: folder, log: quiet })
  return {
    url: database.url,
    pid: () => database.pid() ?? 0,
    async create(name) {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return database.url.replace(/\/pao$/, `/${name}`)
    },
    async stop() {
      await database.stop()
      removeFolder(folder)
    },
  }
}

/** Connections for the bench's own questions; one that breaks while the server stops is nobody's loss. */
export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max })
  pool.on('error', () => undefined)
  return pool
}
