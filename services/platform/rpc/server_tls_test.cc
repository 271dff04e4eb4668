#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <fstream>
#include <memory>

#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

// A key and a certificate for `localhost` that it signs itself, good for an hour, as PEM files.
void WriteCertificate(const std::string& certificate_file, const std::string& key_file) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
  X509_add_ext(certificate.get(), names, -1);
  X509_EXTENSION_free(names);
  ASSERT_GT(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
  FILE* file = fopen(certificate_file.c_str(), "w");
  ASSERT_EQ(PEM_write_X509(file, certificate.get()), 1);
  fclose(file);
  file = fopen(key_file.c_str(), "w");
  ASSERT_EQ(PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr), 1);
  fclose(file);
}

class ServerTls : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(OpenLog("notes", "off").ok());
    WriteCertificate(folder_ / "cert.pem", folder_ / "key.pem");
    // SHA-256 of "secret-1".
    std::ofstream(folder_ / "tokens.json")
        << R"([{"token_sha256": "f7e7c36e458e80e6b6a2c67d0a9ec09bd718dadd7bfa8d6bf6e7ad526e46c2f7",)"
        << R"( "actor": "a-1", "organisation": "QE1", "roles": ["administrator"]}])";
    ASSERT_EQ(chmod((folder_ / "tokens.json").c_str(), 0600), 0);
    options_ = NotesOptions(folder_.path());
    options_.insecure_loopback = false;
    options_.grpc_listen = "0.0.0.0:0";
    options_.token_file = folder_ / "tokens.json";
    options_.tls_cert = folder_ / "cert.pem";
    options_.tls_key = folder_ / "key.pem";
  }
  Status Call(Client::Options options) {
    options.target = "localhost:" + std::to_string(service_->grpc_port());
    auto client = Client::Open(std::move(options));
    if (!client.ok()) return client.status();
    v1::Programme programme;
    return (*client)
        ->Unary("/fivestep.testing.v1.NotesService/StartProgramme", v1::StartProgrammeRequest(),
                &programme, {.metadata = {}, .deadline = std::chrono::seconds(5)})
        .status;
  }
  TemporaryDirectory folder_;
  ServiceOptions options_;
  std::unique_ptr<ServiceProcess> service_;
};

TEST_F(ServerTls, TakesTokensOverTlsAndNothingInTheClear) {
  auto started = ServiceProcess::Start(options_, NotesModel("notes"));
  ASSERT_TRUE(started.ok()) << started.status().ToString();
  service_ = std::move(*started);
  Client::Options client;
  client.tls = true;
  client.ca_file = folder_ / "cert.pem";
  EXPECT_EQ(Call(client).code(), Code::kUnauthenticated);
  client.token = "secret-2";
  EXPECT_EQ(Call(client).code(), Code::kUnauthenticated);
  client.token = "secret-1";
  EXPECT_TRUE(Call(client).ok());
  client.ca_file.clear();
  EXPECT_EQ(Call(client).code(), Code::kUnavailable);
  client.tls = false;
  EXPECT_EQ(Call(client).code(), Code::kUnavailable);
}

TEST_F(ServerTls, AsksForTheCallersCertificateWhereAnAuthorityIsNamed) {
  options_.tls_client_ca = folder_ / "cert.pem";
  auto started = ServiceProcess::Start(options_, NotesModel("notes"));
  ASSERT_TRUE(started.ok()) << started.status().ToString();
  service_ = std::move(*started);
  Client::Options client;
  client.tls = true;
  client.ca_file = folder_ / "cert.pem";
  client.token = "secret-1";
  EXPECT_EQ(Call(client).code(), Code::kUnavailable);
  client.certificate_file = folder_ / "cert.pem";
  client.key_file = folder_ / "key.pem";
  EXPECT_TRUE(Call(client).ok());
}

TEST_F(ServerTls, DoesNotStartWithoutItsFiles) {
  options_.tls_key = folder_ / "no-such.pem";
  const auto started = ServiceProcess::Start(options_, NotesModel("notes"));
  EXPECT_EQ(started.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(started.status().message().find("no-such.pem"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::testing
