import { type Db, runStatement, type Statement } from '#store/db.ts'

type Bucket = { perMinute: number; burst: number; isForced: boolean }

/** Tokens there are by now: what was left and what came since, $3 a second and never more than $4. */
const filled = `least($4::float8,
  p.tokens + greatest(0, extract(epoch from clock_timestamp() - p.at)) * $3::float8)`

/** Takes one token if there is one, or whatever there is where $5 is true. No row = there was none. */
const take: Statement = {
  name: 'pace_take',
  text: `insert into outbound_pace as p (tenant, target, tokens, at)
    values ($1, $2, $4::float8 - 1, clock_timestamp())
    on conflict (tenant, target) do update set tokens = ${filled} - 1, at = clock_timestamp()
      where $5::boolean or ${filled} >= 1
    returning tokens`,
}

/** Milliseconds until there is a whole token. */
const wait: Statement = {
  name: 'pace_wait',
  text: `select (greatest(0, 1 - ${filled}) / $3::float8 * 1000)::float8 as ms
    from outbound_pace p where tenant = $1 and target = $2`,
}

/** Takes a token of the bucket; 0 = got it, else the milliseconds until there is one. */
export async function takeToken(
  db: Db,
  { tenant, target }: { tenant: string; target: string },
  { perMinute, burst, isForced }: Bucket,
): Promise<number> {
  const values = [tenant, target, perMinute / 60, burst]
  const taken = await runStatement<{ tokens: number }>(db, take, [...values, isForced])
  if (taken.length > 0) return 0
  const [row] = await runStatement<{ ms: number }>(db, wait, values)
  return Math.max(1, row?.ms ?? 1)
}
