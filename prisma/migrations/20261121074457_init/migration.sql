-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('sms', 'email');

-- CreateEnum
CREATE TYPE "authority_role" AS ENUM ('root', 'issuing');

-- CreateEnum
CREATE TYPE "certificate_status" AS ENUM ('pending', 'issued', 'void');

-- CreateEnum
CREATE TYPE "key_status" AS ENUM ('active', 'inactive');

-- CreateEnum
CREATE TYPE "address_rule" AS ENUM ('anywhere', 'only');

-- CreateEnum
CREATE TYPE "window_rule" AS ENUM ('always', 'between');

-- CreateEnum
CREATE TYPE "outbox_status" AS ENUM ('pending', 'sent', 'held', 'failed', 'expired');

-- CreateTable
CREATE TABLE "deployment" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "national_id_sealed" BYTEA NOT NULL,
    "national_id_index" BYTEA NOT NULL,
    "national_id_index_version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-TW',
    "password_hash" TEXT NOT NULL,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_session" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "known_device" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "scope" TEXT NOT NULL,
    "subject" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("scope","subject")
);

-- CreateTable
CREATE TABLE "otp_challenge" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID,
    "purpose" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "channel" "channel" NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "outbox_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "otp_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "proved_at" TIMESTAMPTZ(3),
    "proved_by" TEXT,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "step_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_authority" (
    "id" UUID NOT NULL,
    "role" "authority_role" NOT NULL,
    "serial_number" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "key_file" TEXT,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "certificate_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "authority_id" UUID NOT NULL,
    "serial_number" TEXT NOT NULL,
    "status" "certificate_status" NOT NULL,
    "public_key_der" BYTEA NOT NULL,
    "public_key_sha256" BYTEA NOT NULL,
    "tbs_der" BYTEA NOT NULL,
    "der" BYTEA,
    "fingerprint" BYTEA,
    "crl_shard" INTEGER NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "issued_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "access_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" TEXT[],
    "address_rule" "address_rule" NOT NULL,
    "addresses" TEXT[],
    "window_rule" "window_rule" NOT NULL,
    "valid_from" TIMESTAMPTZ(3),
    "valid_before" TIMESTAMPTZ(3),
    "status" "key_status" NOT NULL,
    "slot" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "secret_confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_secret" (
    "api_key_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_secret_pkey" PRIMARY KEY ("api_key_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "customer_id" UUID,
    "object_kind" TEXT,
    "object_id" TEXT,
    "detail" JSONB NOT NULL,
    "request_id" TEXT,
    "address" TEXT,
    "user_agent" TEXT,
    "seal_id" BIGINT,
    "seal_position" INTEGER,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" BIGINT NOT NULL,
    "events" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,
    "previous_mac" BYTEA NOT NULL,
    "mac" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "channel" "channel" NOT NULL,
    "template" TEXT NOT NULL,
    "destination_sealed" BYTEA NOT NULL,
    "body_sealed" BYTEA,
    "status" "outbox_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_account_id_key" ON "customer"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_national_id_index_key" ON "customer"("national_id_index");

-- CreateIndex
CREATE UNIQUE INDEX "web_session_token_hash_key" ON "web_session"("token_hash");

-- CreateIndex
CREATE INDEX "web_session_customer_id_created_at_idx" ON "web_session"("customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "known_device_token_hash_key" ON "known_device"("token_hash");

-- CreateIndex
CREATE INDEX "known_device_customer_id_idx" ON "known_device"("customer_id");

-- CreateIndex
CREATE INDEX "otp_challenge_customer_id_created_at_idx" ON "otp_challenge"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "step_up_session_id_purpose_idx" ON "step_up"("session_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_authority_serial_number_key" ON "certificate_authority"("serial_number");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_serial_number_key" ON "certificate"("serial_number");

-- CreateIndex
CREATE INDEX "certificate_customer_id_created_at_idx" ON "certificate"("customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_access_key_key" ON "api_key"("access_key");

-- CreateIndex
CREATE INDEX "api_key_customer_id_created_at_idx" ON "api_key"("customer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_customer_id_slot_key" ON "api_key"("customer_id", "slot");

-- CreateIndex
CREATE INDEX "audit_event_customer_id_id_idx" ON "audit_event"("customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_seal_id_seal_position_key" ON "audit_event"("seal_id", "seal_position");

-- CreateIndex
CREATE INDEX "outbox_status_next_attempt_at_idx" ON "outbox"("status", "next_attempt_at");

-- AddForeignKey
ALTER TABLE "web_session" ADD CONSTRAINT "web_session_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "otp_challenge" ADD CONSTRAINT "otp_challenge_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "certificate_authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_secret" ADD CONSTRAINT "api_key_secret_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is written by hand: Prisma's schema can't say it.

-- One row, one mode.
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_one_row" CHECK ("id" = 1);
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_mode_known" CHECK ("mode" IN ('demo', 'production'));

-- "Anywhere" is said, never concluded from an empty list.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_address_rule_agrees"
  CHECK (("address_rule" = 'anywhere') = (coalesce(cardinality("addresses"), 0) = 0));

-- "Always" likewise.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_window_rule_agrees"
  CHECK (("window_rule" = 'always') = ("valid_from" IS NULL AND "valid_before" IS NULL));
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_window_not_empty" CHECK ("valid_from" < "valid_before");

-- The cap counts slots: only an active key may hold one.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_slot_only_when_active" CHECK ("slot" IS NULL OR "status" = 'active');
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_slot_positive" CHECK ("slot" >= 1);

-- What was delivered, or came too late, is not kept.
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_body_erased"
  CHECK ("status" NOT IN ('sent', 'expired') OR "body_sealed" IS NULL);
