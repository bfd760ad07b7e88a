import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials, fromTokenFile } from '@aws-sdk/credential-providers';
import { config } from '../config.js';

const writer = new S3Client({
  region: config.region,
  credentials: fromTemporaryCredentials({
    params: {
      RoleArn: config.archiveRole,
      RoleSessionName: 'orders-service',
    },
  }),
});

const reader = new S3Client({
  region: config.region,
  credentials: fromTokenFile({ clientConfig: { region: 'eu-west-1' } }),
});

export async function archive(orderId: string, order: unknown): Promise<void> {
  await writer.send(new PutObjectCommand({ Bucket: config.archiveBucket, Key: `${orderId}.json`, Body: JSON.stringify(order) }));
}

export async function fetchArchived(orderId: string): Promise<unknown> {
  const { Body } = await reader.send(new GetObjectCommand({ Bucket: config.archiveBucket, Key: `${orderId}.json` }));
  return Body === undefined ? undefined : JSON.parse(await Body.transformToString());
}
