import type { ColumnType, Generated } from 'kysely'
import type { At, Json, Maybe, MaybeAt, MaybeJson } from './columns.ts'
import type { AuditTables } from './tables-of-audit.ts'
import type { CalendarTables } from './tables-of-calendar.ts'
import type { DirectoryTables } from './tables-of-directory.ts'
import type { ResourceTables, TalkTables } from './tables-of-people.ts'
import type { ErasureTables } from './tables-of-erasure.ts'
import type { QuotaTables } from './tables-of-quotas.ts'
import type { TenantTables } from './tables-of-tenants.ts'
import type { UpkeepTables } from './tables-of-upkeep.ts'

/** One type per table of migrations/*.sql. The room that writes each stands in tools/lint/rules.mjs. */
export type Tables = AuditTables &
  CalendarTables &
  DirectoryTables &
  TalkTables &
  ResourceTables &
  QuotaTables &
  UpkeepTables &
  ErasureTables &
  TenantTables & {
    definition: {
      tenant: string
      hash: string
      kind: string
      item_id: string
      version: string
      source: string
      path: Maybe<string>
      document: Json<unknown>
      first_seen_at: At
    }
    catalog_item: {
      tenant: string
      item_id: string
      hash: string
      path: string
      revision: Maybe<string>
      served_at: At
      stale_since: MaybeAt
      diagnostics: Json<unknown[]>
    }
    catalog_change: {
      tenant: string
      seq: number
      at: At
      revision: Maybe<string>
      changes: Json<unknown>
    }
    catalog_check: {
      tenant: string
      key: string
      checked_at: At
      outcome: Json<unknown>
    }
    request: {
      tenant: string
      id: string
      item_id: string
      item_name: string
      item_version: string
      category: string
      owner_team: string
      definition_hash: string
      requester_id: string
      requester: Json<unknown>
      environment: Maybe<string>
      reason: Maybe<string>
      correlation_id: string
      state: string
      priority: string
      queue: string
      seq: number
      fields: Json<Record<string, unknown>>
      sealed_fields: Maybe<Buffer>
      /** Its actions stand in the action set; those of requests from before there were sets, here. */
      plan: Json<unknown>
      action_set_hash: Maybe<string>
      plan_changes: Generated<number>
      ordered_as: MaybeJson<unknown>
      run: Json<unknown>
      /** Worked out from plan and run at each write, so that lists need neither. */
      progress: Json<unknown>
      not_before: MaybeAt
      deadline_at: MaybeAt
      sla_at: MaybeAt
      created_at: At
      updated_at: At
      ended_at: MaybeAt
      deleted_at: MaybeAt
      /** When the values of restricted data were removed. */
      values_gone_at: MaybeAt
      parent_id: Maybe<string>
      parent_action: Maybe<string>
      parent_generation: Maybe<number>
      requester_teams: string[]
      requester_roles: string[]
    }
    action_set: {
      tenant: string
      hash: string
      actions: Json<unknown>
    }
    action: {
      tenant: string
      request_id: string
      action_id: string
      state: string
      fence: number
      lease_owner: Maybe<string>
      lease_until: MaybeAt
      wake_at: MaybeAt
      wait_key: Maybe<string>
      deadline_at: MaybeAt
      escalate_at: MaybeAt
      sealed_outputs: Maybe<Buffer>
    }
    automation_switch: {
      tenant: string
      item_id: string
      reason: string
      off_by: string
      off_at: At
      until: MaybeAt
      on_by: Maybe<string>
      on_at: MaybeAt
    }
    circuit_breaker: {
      tenant: string
      target: string
      state: string
      failures: number
      successes: number
      opened_at: MaybeAt
      retry_at: MaybeAt
      probe: Maybe<string>
      probe_until: MaybeAt
      reason: Maybe<string>
      updated_at: At
    }
    message_window: {
      tenant: string
      name: string
      owner: string
      until: At
    }
    usage_event: {
      tenant: string
      key: string
      at: At
      service: string
      action: string
      item_id: string
      request_id: string
      environment: Maybe<string>
      metadata: Json<unknown>
    }
    limit_rule: {
      tenant: string
      scope: string
      name: string
      /** Set by operators. */
      set_most: Maybe<number>
      /** Set by the item itself. */
      item_most: Maybe<number>
      most: ColumnType<number, never, never>
      updated_by: string
      updated_at: At
    }
    limit_slot: {
      tenant: string
      scope: string
      name: string
      number: number
      surplus: ColumnType<boolean, boolean | undefined, boolean>
      request_id: Maybe<string>
      action_id: Maybe<string>
      taken_at: MaybeAt
    }
    limit_line: {
      tenant: string
      scope: string
      name: string
      request_id: string
      action_id: string
      requester_id: string
      priority: number
      turn: number
      since: At
      called_at: MaybeAt
    }
    attempt: {
      tenant: string
      request_id: string
      action_id: string
      fence: number
      entry: string
      attempt: number
      generation: number
      worker: string
      started_at: At
      ended_at: MaybeAt
      outcome: Maybe<string>
      input: MaybeJson<unknown>
      outputs: MaybeJson<unknown>
      error: MaybeJson<unknown>
      http_status: Maybe<number>
      ref: MaybeJson<unknown>
      log: Json<unknown[]>
    }
    orphan: {
      tenant: string
      id: string
      request_id: string
      action_id: string
      generation: number
      fence: number
      type: string
      item_id: string
      owner_team: string
      ended_as: string
      error: MaybeJson<unknown>
      found_at: At
      resolution: Maybe<string>
      resolved_at: MaybeAt
      resolved_by: Maybe<string>
      deleted_by: Maybe<string>
      reference: Maybe<string>
      comment: Maybe<string>
    }
    request_event: {
      tenant: string
      request_id: string
      seq: number
      type: string
      at: At
      actor: string
      correlation_id: string
      data: Json<unknown>
    }
    inbound_delivery: {
      tenant: string
      source: string
      delivery_id: string
      received_at: At
      worked_at: MaybeAt
      connection: Maybe<string>
      wait_key: Maybe<string>
      body: Json<unknown>
    }
    idempotency_key: {
      tenant: string
      principal: string
      operation: string
      key: string
      fingerprint: string
      status: Maybe<number>
      headers: MaybeJson<Record<string, string>>
      body: Maybe<string>
      created_at: At
    }
    key_fingerprint: { fingerprint: string }
    outbound_pace: { tenant: string; target: string; tokens: number; at: At }
    secret_key: {
      tenant: string
      id: string
      sealed_by: string
      sealed: Buffer
      created_at: At
    }
    secret: {
      tenant: string
      name: string
      version: number
      key_id: string
      sealed: Maybe<Buffer>
      created_by: string
      created_at: At
      ended_by: Maybe<string>
      ended_at: MaybeAt
    }
    terraform_state: {
      tenant: string
      name: string
      version: number
      resources: number
      made_by: string
      changed_by: string
      lock_id: Maybe<string>
      lock_info: MaybeJson<unknown>
      locked_by: Maybe<string>
      locked_at: MaybeAt
      updated_at: At
    }
    terraform_state_version: {
      tenant: string
      name: string
      version: number
      sealed: Maybe<Buffer>
      written_by: string
      written_at: At
    }
    effect_keepsake: {
      tenant: string
      effect: string
      name: string
      sealed: Buffer
      kept_at: At
    }
    api_key: {
      tenant: string
      id: string
      name: string
      secret_hash: string
      roles: string[]
      teams: string[]
      created_by: string
      created_at: At
      expires_at: MaybeAt
      revoked_at: MaybeAt
      last_used_at: MaybeAt
      person: MaybeJson<unknown>
      scopes: Maybe<string[]>
      service_account: Maybe<string>
      previous_hash: Maybe<string>
      previous_until: MaybeAt
      own: Generated<boolean>
    }
    approval: {
      tenant: string
      request_id: string
      action_id: string
      digest: string
      asked_at: At
      open: boolean
      asked: string[]
      voted: string[]
    }
    approval_notice: {
      tenant: string
      request_id: string
      action_id: string
      key: string
      receiver: string
      digest: string
      kind: string
      stage: string
      due_at: At
      tries: Generated<number>
      done_at: MaybeAt
      outcome: Maybe<string>
    }
    manual_task: {
      tenant: string
      request_id: string
      action_id: string
      asked_at: At
      assigned: string[]
      claimed_by: Maybe<string>
      claimed_at: MaybeAt
    }
    absence: {
      tenant: string
      person: string
      deputy: string
      from_at: At
      until_at: At
      note: Maybe<string>
      set_at: At
    }
    session: {
      tenant: string
      secret_hash: string
      person: Json<unknown>
      csrf: string
      created_at: At
      expires_at: At
      revoked_at: MaybeAt
      public_id: string | null
      issuer: string | null
      agent: string | null
      last_seen_at: MaybeAt
      rotated_at: MaybeAt
      next_hash: string | null
      previous_hash: string | null
      id_token: Buffer | null
      provider_sid: Maybe<string>
      provider_sub: Maybe<string>
    }
  }
