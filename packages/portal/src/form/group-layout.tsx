import { Stack, Stepper, Tabs, Text, Title } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import type { ObjectFieldTemplatePropertyType, ObjectFieldTemplateProps } from '@rjsf/utils'
import type { FormGroup, UiSchema } from '../api/shapes.ts'
import { Details } from '../ui/details.tsx'
import { useWords } from '../words/index.tsx'
import type { FieldFaults } from './check.ts'
import type { Answers } from './shown-form.ts'

/** What the parts of the form have to know of the order; RJSF hands it down. */
export type FormContext = {
  item: string
  environment?: string | undefined
  ui: UiSchema
  /** Answers of fields that show, without secrets and files: what choices may depend on. */
  known: Answers
  faults: FieldFaults
  /** Where one is in a wizard or in tabs. */
  place: number
  go: (place: number) => void
}

type Props = ObjectFieldTemplateProps<Answers, object, FormContext>
type Drawn = { group: FormGroup; fields: readonly ObjectFieldTemplatePropertyType[] }

/** The groups of which something shows, in their order. */
export function shownGroups(
  ui: UiSchema,
  fields: readonly string[],
): readonly { group: FormGroup; fields: readonly string[] }[] {
  return (ui['ui:groups'] ?? [])
    .map((group) => ({ group, fields: group.fields.filter((id) => fields.includes(id)) }))
    .filter((one) => one.fields.length > 0)
}

/** The fields by groups: one below another, in tabs, or step by step. */
export function GroupLayout({ properties, registry }: Props) {
  const words = useWords()
  const context = registry.formContext
  const { ui, place, go } = context
  const byName = new Map(properties.map((one) => [one.name, one]))
  const groups: readonly Drawn[] = shownGroups(ui, [...byName.keys()]).map((one) => ({
    group: one.group,
    fields: one.fields.flatMap((id) => byName.get(id) ?? []),
  }))
  if (groups.length === 0) return <Text c="dimmed">{words.order.needless}</Text>
  const layout = groups.length > 1 ? ui['ui:layout'] : 'single-page'
  const at = Math.min(place, groups.length - 1)
  if (layout === 'tabbed')
    return (
      <Tabs value={String(at)} onChange={(value) => go(Number(value))}>
        <Tabs.List mb="md">
          {groups.map(({ group, fields }, index) => (
            <Tabs.Tab
              key={group.id}
              value={String(index)}
              rightSection={hasFault(fields, context) && <FaultSign label={words.order.hasFault} />}
            >
              {group.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {groups.map((drawn, index) => (
          <Tabs.Panel key={drawn.group.id} value={String(index)}>
            <GroupFields drawn={drawn} context={context} />
          </Tabs.Panel>
        ))}
      </Tabs>
    )
  if (layout === 'wizard')
    return (
      <Stepper active={at} onStepClick={go} allowNextStepsSelect={false} size="sm" mb="sm">
        {groups.map((drawn) => (
          <Stepper.Step
            key={drawn.group.id}
            label={drawn.group.title}
            {...(hasFault(drawn.fields, context) && {
              color: 'red',
              icon: <FaultSign label={words.order.hasFault} />,
            })}
          >
            <GroupFields drawn={drawn} context={context} />
          </Stepper.Step>
        ))}
      </Stepper>
    )
  return (
    <Stack gap="xl">
      {groups.map((drawn) => (
        <section key={drawn.group.id}>
          <GroupHead drawn={drawn} isAlone={groups.length === 1} context={context} />
        </section>
      ))}
    </Stack>
  )
}

function hasFault(
  fields: readonly ObjectFieldTemplatePropertyType[],
  { faults }: Pick<FormContext, 'faults'>,
): boolean {
  return fields.some(({ name }) => faults[name] !== undefined)
}

function FaultSign({ label }: { label: string }) {
  return (
    <IconAlertCircle size={16} color="var(--mantine-color-error)" role="img" aria-label={label} />
  )
}

type HeadProps = { drawn: Drawn; isAlone: boolean; context: FormContext }

function GroupHead({ drawn, isAlone, context }: HeadProps) {
  const { group, fields } = drawn
  if (group.collapsible)
    return (
      <Details
        title={group.title}
        isOpen={!group.collapsed}
        isForced={hasFault(fields, context)}
        isHeading
      >
        <GroupFields drawn={drawn} context={context} />
      </Details>
    )
  return (
    <>
      {!isAlone && (
        <Title order={2} size="h4" mb="xs">
          {group.title}
        </Title>
      )}
      <GroupFields drawn={drawn} context={context} />
    </>
  )
}

function GroupFields({ drawn, context }: { drawn: Drawn; context: FormContext }) {
  const { order } = useWords()
  const { group, fields } = drawn
  const isAdvanced = ({ name }: ObjectFieldTemplatePropertyType): boolean =>
    optionsOf(context.ui, name)['advanced'] === true
  const usual = fields.filter((field) => !isAdvanced(field))
  const advanced = fields.filter(isAdvanced)
  return (
    <>
      {group.description !== undefined && (
        <Text c="dimmed" mb="md">
          {group.description}
        </Text>
      )}
      <div className="pao-fields">{usual.map(({ content }) => content)}</div>
      {advanced.length > 0 && (
        <Details
          title={order.advanced}
          isOpen={usual.length === 0}
          isForced={hasFault(advanced, context)}
        >
          <div className="pao-fields">{advanced.map(({ content }) => content)}</div>
        </Details>
      )}
    </>
  )
}

/** How one field is to be drawn beyond its widget: width, advanced, emphasis. */
export function optionsOf(ui: UiSchema, field: string): Readonly<Record<string, unknown>> {
  const own = (ui[field] ?? {}) as Record<string, unknown>
  return (own['ui:options'] ?? {}) as Record<string, unknown>
}
