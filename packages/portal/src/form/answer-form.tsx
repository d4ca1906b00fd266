import Form from '@rjsf/core'
import { Theme } from '@rjsf/mantine'
import type { ErrorSchema, RJSFSchema, UiSchema as RjsfUiSchema } from '@rjsf/utils'
import { type ReactNode, useMemo } from 'react'
import type { Property, UiSchema } from '../api/shapes.ts'
import type { FieldFaults } from './check.ts'
import { FieldFrame } from './field-frame.tsx'
import { FileField } from './file-field.tsx'
import { type FormContext, GroupLayout } from './group-layout.tsx'
import { rjsfValidator } from './rjsf-validator.ts'
import { type Answers, sentAnswers, type ShownForm } from './shown-form.ts'
import { widgets } from './widgets.tsx'

type Props = {
  item: string
  environment?: string | undefined
  shown: ShownForm
  ui: UiSchema
  answers: Answers
  faults: FieldFaults
  /** Which group is open in tabs and wizards. */
  place: number
  go: (place: number) => void
  onChange: (answers: Answers) => void
  onTouched: (field: string) => void
  onSubmit: () => void
  /** What stands below the fields, the button that sends included. */
  children: ReactNode
}

const templates = {
  ...Theme.templates,
  ObjectFieldTemplate: GroupLayout,
  FieldTemplate: FieldFrame,
}
const fields = { ...Theme.fields, 'pao-file': FileField }
const allWidgets = { ...Theme.widgets, ...widgets }

/** The fields that show, drawn by RJSF as the item lays them out. What is checked and kept is told by the props. */
export function AnswerForm(props: Props) {
  const { shown, ui, answers, faults, item, environment, place, go } = props
  const schema = useMemo(() => drawn(shown, ui['ui:order']), [shown, ui])
  const uiSchema = useMemo(() => uiOf(shown, ui), [shown, ui])
  const known = knownAnswers(shown, answers)
  const context: FormContext = { item, environment, ui, known, faults, place, go }
  return (
    <Form
      schema={schema}
      uiSchema={uiSchema}
      formData={answers}
      formContext={context}
      validator={rjsfValidator}
      templates={templates}
      fields={fields}
      widgets={allWidgets}
      extraErrors={errorsOf(faults)}
      showErrorList={false}
      noHtml5Validate
      noValidate
      idPrefix="field"
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
      onChange={({ formData }) => props.onChange((formData ?? {}) as Answers)}
      onBlur={(id) => props.onTouched(id.replace(/^field_/, ''))}
      onSubmit={props.onSubmit}
    >
      {props.children}
    </Form>
  )
}

/** Answers that choices may depend on: shown ones without secrets and files. */
function knownAnswers(shown: ShownForm, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(sentAnswers(shown, answers)).filter(([id]) => {
      const field = shown.properties[id]
      return field?.writeOnly !== true && field?.['x-pao-type'] !== 'file'
    }),
  )
}

/** The schema as it is drawn. Defaults are taken off: they were put in once, and a field that one empties stays so. */
function drawn({ properties, required }: ShownForm, order: readonly string[] = []): RJSFSchema {
  const ids = order.filter((id) => Object.hasOwn(properties, id))
  const bare = ids.map((id) => {
    const property = properties[id] as Property
    const { default: _, ...rest } = property
    return [id, { ...rest, type: drawnType(property) }]
  })
  return { type: 'object', properties: Object.fromEntries(bare), required: [...required] }
}

/** RJSF draws a field by one type; several mean a choice or JSON as text. */
function drawnType(property: Property): unknown {
  if (typeof property.type === 'string') return property.type
  const values = property.oneOf?.map((one) => one.const) ?? property.enum ?? []
  const [first] = values
  return typeof first === 'number' || typeof first === 'boolean' ? typeof first : 'string'
}

function uiOf({ properties }: ShownForm, ui: UiSchema): RjsfUiSchema {
  const own = Object.keys(properties).map((id) => {
    const field = properties[id]
    const given = (ui[id] ?? {}) as Record<string, unknown>
    const isSourced = field?.['x-pao-datasource'] !== undefined
    const widget = isSourced ? 'sourced' : widgetOf(field, given)
    return [id, { ...given, ...(widget !== undefined && { 'ui:widget': widget }) }]
  })
  return {
    ...Object.fromEntries(own),
    'ui:submitButtonOptions': { norender: true },
    'ui:label': false,
  }
}

function widgetOf(field: Property | undefined, given: Record<string, unknown>): string | undefined {
  const type = field?.['x-pao-type']
  if (type === 'json' || type === 'yaml') return 'code'
  if (type === 'date') return 'day'
  if (type === 'datetime') return 'moment'
  if (type === 'selection' || type === 'multi-selection') return 'choice'
  return typeof given['ui:widget'] === 'string' ? given['ui:widget'] : undefined
}

function errorsOf(faults: FieldFaults): ErrorSchema {
  return Object.fromEntries(
    Object.entries(faults).map(([id, messages]) => [id, { __errors: [...messages] }]),
  ) as ErrorSchema
}
