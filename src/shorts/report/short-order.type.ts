import { Field, InputType } from 'type-graphql';
import { describedEnum } from '../../graphql/described-enum.js';
import { OrderDirection } from '../../graphql/enums.js';

export const ShortOrderField = describedEnum(
  'ShortOrderField',
  'Fields by which short positions or groups of them can be ordered.',
  {
    KEY: 'Key in words, or symbol. Size classes order by size.',
    PNL: 'Profit and loss.',
    PNL_RATIO: 'Profit and loss over average value.',
    NET_PNL: 'Profit and loss after dividends and financing.',
    AVERAGE_VALUE: 'Average value of shares short.',
    NET_SHORTING: 'Value of shares newly sold short, net of buying back.',
    VALUE_CHANGE: 'Change of the value of shares short.',
  },
);
export type ShortOrderField = keyof typeof ShortOrderField;

@InputType({ description: 'How to order short positions or groups of them.' })
export class ShortOrder {
  @Field(() => ShortOrderField, { description: 'The field to order by.' })
  field: ShortOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}

export const ShortMeasure = describedEnum('ShortMeasure', 'What a value of a short series means.', {
  PNL: 'Profit and loss within the bucket, in US dollars.',
  CUMULATIVE_PNL: 'Profit and loss from the base day to the end of the bucket, in US dollars.',
  CUMULATIVE_NET_PNL: 'The same after dividends and financing, in US dollars.',
  VALUE: 'Value of shares short at the end of the bucket, in US dollars.',
  NET_SHORTING:
    'Value of shares newly sold short within the bucket, net of buying back, in US dollars.',
});
export type ShortMeasure = keyof typeof ShortMeasure;
