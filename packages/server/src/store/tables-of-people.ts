import type { Difference, DriftState } from '@pao/core/governance'
import type { ColumnType, Generated } from 'kysely'
import type { At, Json, Maybe, MaybeAt, MaybeJson } from './columns.ts'

/** What people say of requests and keep for themselves. */
export type TalkTables = {
  request_comment: {
    tenant: string
    request_id: string
    id: string
    by_id: string
    by_name: string
    at: At
    body: string
  }
  feedback: {
    tenant: string
    request_id: string
    by_id: string
    item_id: string
    owner_team: string
    /** 1 (bad) to 5 (good). */
    rating: number
    comment: Maybe<string>
    given_at: At
    changed_at: At
  }
  saved_view: {
    tenant: string
    person: string
    id: string
    name: string
    query: Json<Record<string, string>>
    created_at: At
  }
  news_seen: {
    tenant: string
    person: string
    seen_at: At
  }
  news_notice: {
    tenant: string
    request_id: string
    key: string
    kind: string
    due_at: Generated<Date>
    tries: Generated<number>
    done_at: MaybeAt
    outcome: Maybe<string>
  }
}

/** What requests made. */
export type ResourceTables = {
  resource: {
    tenant: string
    /** The request that made it; its id is the resource's. */
    request_id: string
    /** Null = the request made nothing one would look after; the row only says that it was looked at. */
    type: Maybe<string>
    name: string
    external_id: Maybe<string>
    external_url: Maybe<string>
    made_at: At
    ordering_until: MaybeAt
  }
  resource_relation: {
    tenant: string
    from_id: string
    to_id: string
    kind: string
  }
  resource_order: {
    tenant: string
    resource_id: string
    request_id: string
    kind: string
    at: At
  }
  request_promotion: {
    tenant: string
    from_id: string
    to_id: string
    environment: string
    at: At
  }
  resource_look: {
    tenant: string
    resource_id: string
    state: ColumnType<DriftState, DriftState | undefined, DriftState>
    checked_at: MaybeAt
    next_look_at: MaybeAt
    drifted_at: MaybeAt
    differences: ColumnType<Difference[], string | undefined, string>
    accepted: ColumnType<Difference[], string | undefined, string>
    problem: MaybeJson<{ code: string; message: string }>
    failures: ColumnType<number, number | undefined, number>
    target: string
    asked_at: MaybeAt
    leased_until: MaybeAt
    fence: ColumnType<number, number | undefined, number>
  }
}
