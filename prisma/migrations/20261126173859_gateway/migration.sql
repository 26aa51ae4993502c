-- CreateEnum
CREATE TYPE "key_kind" AS ENUM ('hmac', 'ed25519', 'hashed');

-- CreateEnum
CREATE TYPE "key_dialect" AS ENUM ('signet', 'binance', 'okx', 'bybit', 'mexc', 'gate', 'basic');

-- CreateEnum
CREATE TYPE "secret_place" AS ENUM ('current', 'previous');

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "dialect" "key_dialect" NOT NULL DEFAULT 'signet',
ADD COLUMN     "environment" TEXT NOT NULL DEFAULT 'live',
ADD COLUMN     "kind" "key_kind" NOT NULL DEFAULT 'hmac',
ADD COLUMN     "passphrase_hash" BYTEA;

-- AlterTable
ALTER TABLE "api_key_secret" DROP CONSTRAINT "api_key_secret_pkey",
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "place" "secret_place" NOT NULL DEFAULT 'current',
ADD COLUMN     "public_key" BYTEA,
ADD COLUMN     "secret_hash" BYTEA,
ADD COLUMN     "valid_before" TIMESTAMPTZ(3),
ALTER COLUMN "sealed" DROP NOT NULL,
ADD CONSTRAINT "api_key_secret_pkey" PRIMARY KEY ("api_key_id", "place");

-- CreateTable
CREATE TABLE "key_use" (
    "api_key_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "key_use_pkey" PRIMARY KEY ("api_key_id")
);

-- CreateTable
CREATE TABLE "key_address" (
    "api_key_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_address_pkey" PRIMARY KEY ("api_key_id","address")
);

-- CreateTable
CREATE TABLE "usage_hour" (
    "api_key_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "allowed" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("api_key_id","hour")
);

-- CreateTable
CREATE TABLE "refusal" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "api_key_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "skew_ms" INTEGER,
    "permission" TEXT,
    "request_id" TEXT NOT NULL,

    CONSTRAINT "refusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_session" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "api_key_id" UUID,
    "certificate_id" UUID NOT NULL,
    "thumbprint" BYTEA NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,

    CONSTRAINT "api_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_node" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "fenced_at" TIMESTAMPTZ(3),

    CONSTRAINT "gateway_node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_change" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "object_id" UUID NOT NULL,
    "customer_id" UUID,

    CONSTRAINT "gateway_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_ack" (
    "change_id" UUID NOT NULL,
    "node_id" UUID NOT NULL,

    CONSTRAINT "gateway_ack_pkey" PRIMARY KEY ("change_id","node_id")
);

-- CreateIndex
CREATE INDEX "usage_hour_hour_idx" ON "usage_hour"("hour");

-- CreateIndex
CREATE INDEX "refusal_api_key_id_id_idx" ON "refusal"("api_key_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_session_token_hash_key" ON "api_session"("token_hash");

-- CreateIndex
CREATE INDEX "api_session_customer_id_created_at_idx" ON "api_session"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "api_session_api_key_id_ended_at_idx" ON "api_session"("api_key_id", "ended_at");

-- CreateIndex
CREATE INDEX "api_session_certificate_id_ended_at_idx" ON "api_session"("certificate_id", "ended_at");

-- CreateIndex
CREATE INDEX "api_session_ended_at_expires_at_idx" ON "api_session"("ended_at", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "service_token_token_hash_key" ON "service_token"("token_hash");

-- CreateIndex
CREATE INDEX "gateway_node_lease_until_idx" ON "gateway_node"("lease_until");

-- CreateIndex
CREATE INDEX "gateway_change_at_idx" ON "gateway_change"("at");

-- CreateIndex
CREATE INDEX "api_key_secret_secret_hash_idx" ON "api_key_secret"("secret_hash");

-- AddForeignKey
ALTER TABLE "key_use" ADD CONSTRAINT "key_use_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_address" ADD CONSTRAINT "key_address_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_hour" ADD CONSTRAINT "usage_hour_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refusal" ADD CONSTRAINT "refusal_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_session" ADD CONSTRAINT "api_session_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_session" ADD CONSTRAINT "api_session_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_session" ADD CONSTRAINT "api_session_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gateway_ack" ADD CONSTRAINT "gateway_ack_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "gateway_change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema can't say: a secret is one of the three, and only a replaced one has an end.
ALTER TABLE "api_key_secret" ADD CONSTRAINT "api_key_secret_one_proof"
  CHECK (num_nonnulls("sealed", "public_key") <= 1 AND num_nonnulls("sealed", "public_key", "secret_hash") >= 1),
  ADD CONSTRAINT "api_key_secret_end" CHECK (("place" = 'previous') = ("valid_before" IS NOT NULL));
ALTER TABLE "api_session" ADD CONSTRAINT "api_session_end" CHECK (("ended_at" IS NULL) = ("ended_reason" IS NULL));
