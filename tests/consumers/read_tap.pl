# Reads a tap report with TAP::Parser, as prove does, and prints its points as
# expected_verdicts.py does. Fails when the parser finds anything odd.
use strict;
use warnings;
use JSON::PP;
use TAP::Parser;

my $parser = TAP::Parser->new( { exec => [ 'cat', $ARGV[0] ] } );
my @points;
while ( my $result = $parser->next ) {
    die 'unknown line: ' . $result->as_string . "\n" if $result->is_unknown;
    die "the run was stopped\n"                      if $result->is_bailout;
    if ( $result->is_test ) {
        my $description = $result->description;
        $description =~ s/\\([#\\])/$1/g;
        $description =~ s/\s+$//;
        push @points, {
            description => $description,
            ok          => $result->is_actual_ok ? JSON::PP::true : JSON::PP::false,
            directive   => $result->directive // '',
            map { $_ => '' } qw(message severity reason quote file line)
        };
    }
    elsif ( $result->is_yaml ) {
        my $data = $result->data;
        $points[-1]{$_} = $data->{$_} // '' for qw(message severity reason quote);
        $points[-1]{$_} = $data->{at}{$_} // '' for qw(file line);
    }
}
die join( "\n", $parser->parse_errors ) . "\n" if $parser->parse_errors;
die "a version other than 13\n" if $parser->version != 13;
my $planned = $parser->tests_planned // 0;
die "$planned planned\n" if $planned != @points || $parser->tests_run != @points;
print JSON::PP->new->utf8->canonical->encode( \@points ), "\n";
