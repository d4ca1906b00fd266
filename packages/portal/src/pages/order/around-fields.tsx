import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { mayOperate, useMe } from '../../app/session.ts'
import { localMoment, momentOf } from '../../form/moments.ts'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../words/index.tsx'
import type { Around } from './use-order.ts'

type Props = {
  around: Around
  /** The item asks for the environment itself. */
  asksEnvironment: boolean
  onChange: (around: Around) => void
}

/** What belongs to the order and not to the service: why, when, for whom, where. */
export function AroundFields({ around, asksEnvironment, onChange }: Props) {
  const { order } = useWords()
  const me = useMe()
  const set = (key: string, value: string) => onChange({ ...around, [key]: value })
  return (
    <Details title={order.around} isOpen={Object.values(around).some((value) => value !== '')}>
      <div className="pao-fields">
        {!asksEnvironment && (
          <div data-width="half">
            <TextInput
              label={order.environment}
              name="environment"
              value={around['environment'] ?? ''}
              onChange={({ currentTarget }) => set('environment', currentTarget.value)}
            />
          </div>
        )}
        <div data-width="half">
          <TextInput
            label={order.notBefore}
            description={order.notBeforeHint}
            type="datetime-local"
            value={localMoment(around['not_before'])}
            onChange={({ currentTarget }) => set('not_before', momentOf(currentTarget.value) ?? '')}
          />
        </div>
        {me.teams.length > 1 && (
          <TeamField
            teams={me.teams}
            team={around['team'] ?? me.teams[0] ?? ''}
            set={(team) => set('team', team)}
          />
        )}
        {mayOperate(me) && (
          <div data-width="half">
            <TextInput
              label={order.onBehalf}
              type="email"
              value={around['on_behalf_of'] ?? ''}
              onChange={({ currentTarget }) => set('on_behalf_of', currentTarget.value)}
            />
          </div>
        )}
        <div>
          <Textarea
            label={order.reason}
            description={order.reasonHint}
            autosize
            minRows={2}
            maxLength={2_000}
            value={around['reason'] ?? ''}
            onChange={({ currentTarget }) => set('reason', currentTarget.value)}
          />
        </div>
      </div>
    </Details>
  )
}

type TeamProps = { teams: readonly string[]; team: string; set(team: string): void }

/** Whose quotas and budgets count, for who is of several teams. */
function TeamField({ teams, team, set }: TeamProps) {
  const { order } = useWords()
  return (
    <div data-width="half">
      <NativeSelect
        label={order.team}
        description={order.teamHint}
        value={team}
        onChange={({ currentTarget }) => set(currentTarget.value)}
        data={[...teams]}
      />
    </div>
  )
}
