-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('support', 'security', 'admin', 'auditor');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('checked', 'running', 'done');

-- AlterEnum
ALTER TYPE "certificate_status" ADD VALUE 'revoked';

-- DropForeignKey
ALTER TABLE "known_device" DROP CONSTRAINT "known_device_customer_id_fkey";

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "contact_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "otp_unlocked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3),
ALTER COLUMN "password_hash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "known_device" ADD COLUMN     "staff_id" UUID,
ALTER COLUMN "customer_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sign_in_throttle" ADD COLUMN     "customer_id" UUID;

-- AlterTable
ALTER TABLE "certificate" ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_for" TEXT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "staff_id" UUID,
ADD COLUMN     "values" JSONB;

-- CreateTable
CREATE TABLE "customer_name_word" (
    "word" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "customer_name_word_pkey" PRIMARY KEY ("customer_id","word")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-TW',
    "role" "staff_role" NOT NULL,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "factors" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authenticator" (
    "staff_id" UUID NOT NULL,
    "seed_sealed" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_used_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "authenticator_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activation" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "staff_id" UUID,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "activation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_import" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'checked',
    "rows_sealed" BYTEA,
    "total" INTEGER NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "known" INTEGER NOT NULL,
    "bad" INTEGER NOT NULL,
    "refused" JSONB NOT NULL,
    "activate_by" "channel",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_name_word_word_customer_id_idx" ON "customer_name_word"("word" text_pattern_ops, "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_hash_key" ON "staff_session"("token_hash");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_created_at_idx" ON "staff_session"("staff_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_code_hash_key" ON "recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_code_staff_id_idx" ON "recovery_code"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "activation_token_hash_key" ON "activation"("token_hash");

-- CreateIndex
CREATE INDEX "activation_customer_id_idx" ON "activation"("customer_id");

-- CreateIndex
CREATE INDEX "activation_staff_id_idx" ON "activation"("staff_id");

-- CreateIndex
CREATE INDEX "customer_import_status_idx" ON "customer_import"("status");

-- CreateIndex
CREATE INDEX "customer_email_idx" ON "customer"("email" text_pattern_ops);

-- CreateIndex
CREATE INDEX "customer_phone_idx" ON "customer"("phone" text_pattern_ops);

-- CreateIndex
CREATE INDEX "known_device_staff_id_idx" ON "known_device"("staff_id");

-- CreateIndex
CREATE INDEX "sign_in_throttle_customer_id_idx" ON "sign_in_throttle"("customer_id");

-- CreateIndex
CREATE INDEX "sign_in_throttle_scope_last_failed_at_idx" ON "sign_in_throttle"("scope", "last_failed_at");

-- CreateIndex
CREATE INDEX "certificate_serial_number_idx" ON "certificate"("serial_number" text_pattern_ops);

-- CreateIndex
CREATE INDEX "certificate_fingerprint_idx" ON "certificate"("fingerprint");

-- CreateIndex
CREATE INDEX "certificate_status_not_after_idx" ON "certificate"("status", "not_after");

-- CreateIndex
CREATE INDEX "api_key_access_key_idx" ON "api_key"("access_key" text_pattern_ops);

-- CreateIndex
CREATE INDEX "api_key_status_valid_before_id_idx" ON "api_key"("status", "valid_before", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_id_idx" ON "audit_event"("actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_kind_id_idx" ON "audit_event"("actor_kind", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_kind_action_id_idx" ON "audit_event"("actor_kind", "action", "id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_action_id_idx" ON "audit_event"("actor_id", "action", "id");

-- CreateIndex
CREATE INDEX "audit_event_action_id_idx" ON "audit_event"("action", "id");

-- CreateIndex
CREATE INDEX "outbox_status_created_at_idx" ON "outbox"("status", "created_at");

-- CreateIndex
CREATE INDEX "outbox_customer_id_created_at_idx" ON "outbox"("customer_id", "created_at");

-- AddForeignKey
ALTER TABLE "customer_name_word" ADD CONSTRAINT "customer_name_word_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authenticator" ADD CONSTRAINT "authenticator_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activation" ADD CONSTRAINT "activation_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activation" ADD CONSTRAINT "activation_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A browser and a link belong to one person.
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_one_owner" CHECK (num_nonnulls("customer_id", "staff_id") = 1);
ALTER TABLE "activation" ADD CONSTRAINT "activation_one_owner" CHECK (num_nonnulls("customer_id", "staff_id") = 1);

-- Found in lower case from now on.
UPDATE "customer" SET "email" = lower("email") WHERE "email" <> lower("email");
-- The words that lib/identity/name-words.ts makes of a name: without accents, full-width letters made ASCII, parted by
-- whatever is neither letter nor digit, and of Chinese, Japanese and Korean each part that a sign begins.
INSERT INTO "customer_name_word" ("customer_id", "word")
SELECT DISTINCT "id", substr("part", "start")
FROM (
    SELECT "id", left("word", 60) AS "part"
    FROM "customer", regexp_split_to_table(
      translate(lower(normalize(regexp_replace(normalize("name", NFKD), E'[\u0300-\u036f]', '', 'g'), NFKC)), E'''\u2019', ''),
      E'[\\s\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030\u30a0\u30fb]+'
    ) AS "word"
  ) AS "parts",
  generate_series(1, length("part")) AS "start",
  (SELECT E'[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af]' AS "sign") AS "spaceless"
WHERE "part" <> '' AND ("start" = 1 OR substr("part", "start", 1) ~ "sign" OR substr("part", "start" - 1, 1) ~ "sign");
