import { ActionIcon, Tooltip } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type FieldTemplateProps, getUiOptions } from '@rjsf/utils'

/** One field with its width and, where the item has one, a tooltip. Label, text and faults are the widget's. */
export function FieldFrame({ uiSchema, rawHelp, children, schema, readonly }: FieldTemplateProps) {
  const options = getUiOptions(uiSchema)
  const emphasis = options['emphasis']
  if (schema.type === 'object' && schema['x-pao-type'] === undefined) return children
  return (
    <div
      className="pao-field"
      data-width={options['width']}
      data-fixed={readonly}
      data-emphasis={emphasis === true || typeof emphasis === 'string'}
    >
      {children}
      {typeof rawHelp === 'string' && (
        <Tooltip
          label={rawHelp}
          multiline
          maw={320}
          events={{ hover: true, focus: true, touch: true }}
        >
          <ActionIcon
            className="pao-help"
            variant="subtle"
            size="sm"
            color="gray"
            aria-label={rawHelp}
          >
            <IconInfoCircle size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}
