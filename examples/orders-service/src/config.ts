export interface OrdersConfig {
  readonly region: string;
  readonly archiveBucket: string;
  readonly archiveRole: string;
  readonly partnerRole: string;
}

export const config: OrdersConfig = {
  region: process.env['ORDERS_REGION'] ?? 'eu-west-1',
  archiveBucket: 'orders-archive',
  archiveRole: 'arn:aws:iam::111122223333:role/orders-archive',
  partnerRole: 'arn:aws:iam::444455556666:role/orders-partner',
};
