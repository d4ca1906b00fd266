import type { Document, Field, FieldType } from '../item.ts'
import { choicesOf, formOf, orderedFields, orderedGroups } from './form.ts'

/** Only widgets that RJSF themes bring along, so that any of them can draw the form. */
const widgets: Partial<Record<FieldType, string>> = {
  text: 'textarea',
  json: 'textarea',
  yaml: 'textarea',
  password: 'password',
  date: 'date',
  datetime: 'date-time',
  email: 'email',
  url: 'uri',
  selection: 'select',
  integer: 'updown',
  number: 'updown',
  boolean: 'checkbox',
}

/**
 * How a document's form is drawn, as RJSF's uiSchema: order, widgets, help, widths; groups under `ui:groups` with
 * the layout (`single-page`, `wizard`, `tabbed`) under `ui:layout`. Libraries that know no groups draw one page.
 */
export function toUiSchema(document: Document): Record<string, unknown> {
  const { form, display } = document.presentation
  const fields: Record<string, unknown> = {}
  for (const { field } of formOf(document).fields) fields[field.id] = fieldUi(field)
  return {
    'ui:order': formOf(document).fields.map(({ field }) => field.id),
    'ui:layout': form?.layout ?? 'single-page',
    'ui:groups': orderedGroups(document).map((group) =>
      present({
        id: group.id,
        title: group.name,
        description: group.description,
        icon: group.icon,
        collapsible: group.collapsible ?? false,
        collapsed: group.collapsed_default ?? false,
        fields: orderedFields(group).map((field) => field.id),
      }),
    ),
    ...(form?.submit_text !== undefined && {
      'ui:submitButtonOptions': { submitText: form.submit_text },
    }),
    'ui:options': present({
      confirm: form?.confirmation_required ?? false,
      icon: display?.icon,
      color: display?.color,
    }),
    ...fields,
  }
}

function fieldUi(field: Field): Record<string, unknown> {
  const widget = widgetOf(field)
  const options = present({ ...field.ui_hints, ...editor(field.type) })
  return present({
    'ui:widget': widget,
    // A name of our own is ignored by libraries that have no such field, and a file stays an object there.
    'ui:field': field.type === 'file' ? 'pao-file' : undefined,
    'ui:placeholder': field.placeholder,
    'ui:help': field.tooltip,
    'ui:readonly': field.readonly === true ? true : undefined,
    'ui:options': Object.keys(options).length > 0 ? options : undefined,
  })
}

function editor(type: FieldType): Record<string, unknown> {
  if (type === 'text') return { rows: 5 }
  return type === 'json' || type === 'yaml' ? { rows: 12, language: type } : {}
}

/** Only what is there: some libraries take a key with undefined for a setting. */
function present(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

function widgetOf(field: Field): string | undefined {
  if (field.type !== 'multi-selection') return widgets[field.type]
  const count = choicesOf(field)?.length
  return count !== undefined && count <= 8 ? 'checkboxes' : 'select'
}
